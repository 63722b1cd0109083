/** For a whole test file: one sandbox in which Anna has signed in, emptied after every test. */
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import { tokensFor } from './tokensFromSandbox.ts';

export const ANNA = 'anna@contoso.example';

/** Filled before the first test; nothing is there while the file is only being read. */
export interface AnnasSandbox {
  sandbox: Sandbox;
  /** Anna's access token. */
  token: string;
}

export function annasSandbox(): AnnasSandbox {
  const here = {} as AnnasSandbox;
  beforeAll(async () => {
    here.sandbox = await startSandbox({ port: 0 });
    here.token = (await tokensFor(here.sandbox, ANNA)).access_token;
  });
  afterAll(() => here.sandbox.close());
  afterEach(() => {
    here.sandbox.faults.clear();
    here.sandbox.mailbox.clear();
    here.sandbox.sendLog.clear();
  });
  return here;
}
