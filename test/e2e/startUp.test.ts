/** What the person who starts the server reads, and with which exit code it ends, where it cannot start. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import { aProcess } from '../support/aProcess.ts';

const MAIN = fileURLToPath(new URL('../../server/main.mjs', import.meta.url));
const CLI = fileURLToPath(new URL('../../server/cli.mjs', import.meta.url));

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-start-'));
  sandbox = await startSandbox({ port: 0 });
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The five settings and the sandbox in Microsoft's place. */
const real = (change: Record<string, string> = {}): Record<string, string> => ({
  EMAIL_CLIENT_ID: sandbox.app.clientId,
  EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
  EMAIL_TENANT_ID: 'common',
  SERVER_URL: 'http://localhost:3999',
  ENCRYPTION_KEY: 'ab'.repeat(32),
  MICROSOFT_AUTHORITY_URL: sandbox.url,
  MICROSOFT_GRAPH_URL: sandbox.url,
  DATABASE_URL: `file:${folder}/real.db`,
  PORT: '0',
  ...change,
});

async function ended(env: Record<string, string>, args?: string[]): Promise<{ code: number | null; text: string }> {
  const run = aProcess(env, args);
  const code = await new Promise<number | null>((resolve) => run.child.once('close', resolve));
  return { code, text: run.output() };
}

describe('a start that cannot be', () => {
  test('names every missing setting at once', async () => {
    const { code, text } = await ended({ EMAIL_CLIENT_ID: 'x', PORT: 'many' });
    expect(code).toBe(1);
    for (const name of ['EMAIL_CLIENT_SECRET', 'EMAIL_TENANT_ID', 'SERVER_URL', 'ENCRYPTION_KEY', 'PORT is "many"'])
      expect(text).toContain(name);
  });

  test('is never the sandbox in production', async () => {
    const { code, text } = await ended({ NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(text).toContain('the sandbox never runs in production');
  });

  test('tells a wrong key before anybody sends, and takes the old one back as a former key', async () => {
    const own = { DATABASE_URL: `file:${folder}/keys.db` };
    const first = aProcess(real(own));
    await first.said(/ready/);
    expect(await first.stop()).toBe(0);
    const wrong = await ended(real({ ...own, ENCRYPTION_KEY: 'cd'.repeat(32) }));
    expect(wrong).toMatchObject({
      code: 1,
      text: expect.stringMatching(/ENCRYPTION_KEY is key [0-9a-f]{8}.*ENCRYPTION_KEYS_OLD/),
    });
    const rotated = aProcess(real({ ...own, ENCRYPTION_KEY: 'cd'.repeat(32), ENCRYPTION_KEYS_OLD: 'ab'.repeat(32) }));
    await rotated.said(/ready/);
    expect(await rotated.stop()).toBe(0);
  });

  test('below a file system that takes no folders says so and ends, with settings and without', async () => {
    if (!existsSync('/proc/self')) return;
    const own = { DATABASE_URL: 'file:/proc/mergepost/mails.db' };
    for (const env of [real(own), { PORT: '0', SANDBOX_PORT: '0', ...own }]) {
      const { code, text } = await ended(env);
      expect(code).toBe(1);
      expect(text.trim()).toBe(
        'Mergepost cannot start: /proc/mergepost/mails.db cannot be used: no folder or file can be made there. Set DATABASE_URL to another file.',
      );
    }
  });

  test('migrating a database that cannot be made is one sentence', async () => {
    writeFileSync(`${folder}/some.txt`, '');
    const { code, text } = await ended(real({ DATABASE_URL: `file:${folder}/some.txt/mails.db` }), [CLI, 'migrate']);
    expect(code).toBe(1);
    expect(text.trim()).toMatch(
      /^\S+mails\.db cannot be used: a part of that path is a file and no folder\. Set DATABASE_URL.*$/,
    );
  });

  test('on a file that is no database says so and ends', async () => {
    writeFileSync(`${folder}/text.db`, 'this is no database, whatever its name says. '.repeat(100));
    const { code, text } = await ended({ PORT: '0', SANDBOX_PORT: '0', DATABASE_URL: `file:${folder}/text.db` });
    expect(code).toBe(1);
    expect(text).toMatch(/text\.db.*is not a database.*DATABASE_URL/);
  });

  test('beside another server on the same database says so and touches nothing', async () => {
    const first = aProcess(real({ DATABASE_URL: `file:${folder}/shared.db` }));
    await first.said(/ready/);
    const second = await ended(real({ DATABASE_URL: `file:${folder}/shared.db` }));
    expect(second).toMatchObject({
      code: 1,
      text: expect.stringMatching(/another Mergepost server is already using .*shared\.db/),
    });
    expect(await first.stop()).toBe(0);
  });

  test('says which port is taken and what to set', async () => {
    const taken: Server = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)),
    );
    try {
      const { code, text } = await ended(real({ PORT: String(port) }));
      expect(code).toBe(1);
      expect(text).toContain(`port ${port} is already in use`);
    } finally {
      taken.close();
    }
  });

  test.each([MAIN, CLI])('on a Node that is too old is one sentence, before anything is loaded', async (entry) => {
    const older = "Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.20.2'}})";
    const { code, text } = await ended({}, ['--import', `data:text/javascript,${encodeURIComponent(older)}`, entry]);
    expect(code).toBe(1);
    expect(text.trim().split('\n')).toEqual([expect.stringMatching(/needs Node 22\.12 or newer, and this is 20\.20\.2/)]);
  });
});

describe('a start in earnest', () => {
  test('says that nobody can sign in by themselves where that is so', async () => {
    const run = aProcess(real({ DATABASE_URL: `file:${folder}/off.db` }));
    await run.said(/Own sign-in is off.*SIGN_IN_TENANTS/);
    // Letters and lists of people are in it.
    expect(statSync(`${folder}/off.db`).mode & 0o077).toBe(0);
    expect(run.output()).not.toContain('SANDBOX');
    expect(await run.stop()).toBe(0);
  });
});
