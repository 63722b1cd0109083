/** What a server says is printed on the terminal of whoever asked: it must not steer it. */
import { expect, test } from '@jest/globals';
import { accountRuns, type AccountRunsDeps } from '../../../server/cli/accountRuns.ts';

const never = (): never => {
  throw new Error('Not asked here.');
};

async function printed(answer: Response): Promise<string> {
  const lines: string[] = [];
  const deps: AccountRunsDeps = {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    env: { MERGEPOST_TOKEN: 't', SERVER_URL: 'http://localhost:3000' },
    files: { read: never },
    call: { fetch: () => Promise.resolve(answer), timeoutMs: 1000 },
    ways: never,
    device: never,
    listen: never,
    openBrowser: never,
    random: never,
    patienceMs: 1000,
    importHere: never,
  };
  await accountRuns(deps).list({});
  return lines.join('\n');
}

const STEERING = 'fine\u001B]0;owned\u0007\u001B[2J\u009B31m\u202Eend';
const MAILBOX = { id: '1', emailAddress: 'a@b.example', state: 'needs-reconnect', app: 'mail', wire: 'smtp', warnings: [] };

test.each([
  ['of a mailbox', Response.json({ providers: [{ ...MAILBOX, stateReason: STEERING, stateNext: null }] })],
  ['of a refusal', Response.json({ error: STEERING, code: 'X' }, { status: 400 })],
])('words %s steer no terminal', async (_what, answer) => {
  const text = await printed(answer);
  expect(text).toMatch(/fine.*owned.*end/);
  // Line ends are those of the command itself.
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
});
