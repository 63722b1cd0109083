import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askToken, codeFor, mailTo, postMail, REDIRECT_URI, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
let folder: string;
let running: Sandbox[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((sandbox) => sandbox.close()));
  await rm(folder, { recursive: true });
});

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, ...options });
  running.push(sandbox);
  return sandbox;
}

const stateFile = () => join(folder, 'sandbox.jsonl');

describe('a state file', () => {
  test('keeps mails, sign-ins, consents and the signing key over a restart on the same port', async () => {
    const before = await start({ stateFile: stateFile() });
    const tokens = await tokensFor(before, ANNA);
    await postMail(before, tokens.access_token, mailTo('one@receivers.example'));
    await before.close();
    const again = await start({ stateFile: stateFile(), port: Number(new URL(before.url).port) });
    // Under another name, because fetch may still hold a dead connection to the old one.
    const after = { ...again, url: again.url.replace('127.0.0.1', 'localhost') };
    const refreshed = await askToken(after, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    const sent = await postMail(after, tokens.access_token, mailTo('two@receivers.example'));
    expect([refreshed.status, sent.status]).toEqual([200, 202]);
    expect(after.mailbox.all().map((mail) => mail.to[0]?.address)).toEqual(['one@receivers.example', 'two@receivers.example']);
    expect(after.mailbox.all()[0]).toEqual(before.mailbox.all()[0]);
  });

  test('keeps revocations too', async () => {
    const before = await start({ stateFile: stateFile() });
    const tokens = await tokensFor(before, ANNA);
    before.revoke(ANNA, { accessTokens: true });
    await before.close();
    const after = await start({ stateFile: stateFile() });
    const refreshed = await askToken(after, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    const sent = await postMail(after, tokens.access_token, mailTo('a@receivers.example'));
    expect([refreshed.body.error_codes, sent.status]).toEqual([[50173], 401]);
  });

  test('keeps apps that were registered while it ran, and what people allowed each of them', async () => {
    const before = await start({ stateFile: stateFile() });
    await fetch(`${before.url}/sandbox/apps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: 'two', name: 'Two', kind: 'web', clientSecret: 's2' }),
    });
    const code = await codeFor(before, ANNA, { client_id: 'two' });
    const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, client_id: 'two', client_secret: 's2' };
    const { refresh_token } = (await askToken(before, form)).body;
    await before.close();
    const after = await start({ stateFile: stateFile() });
    const own = { grant_type: 'refresh_token', refresh_token, client_id: 'two', client_secret: 's2' };
    expect((await askToken(after, { ...own, scope: 'Mail.Send' })).status).toBe(200);
  });

  test('forgets mails that were cleared, and nothing else', async () => {
    const before = await start({ stateFile: stateFile() });
    const tokens = await tokensFor(before, ANNA);
    await postMail(before, tokens.access_token, mailTo('one@receivers.example'));
    before.mailbox.clear();
    await before.close();
    const after = await start({ stateFile: stateFile() });
    const refreshed = await askToken(after, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    expect([after.mailbox.all(), refreshed.status]).toEqual([[], 200]);
    expect(await readFile(stateFile(), 'utf8')).not.toContain('one@receivers.example');
  });

  test('survives a last line that a kill tore off', async () => {
    const before = await start({ stateFile: stateFile() });
    const tokens = await tokensFor(before, ANNA);
    await postMail(before, tokens.access_token, mailTo('one@receivers.example'));
    await before.close();
    await appendFile(stateFile(), '{"t":"mail","mail":{"id":"to');
    const after = await start({ stateFile: stateFile() });
    await postMail(after, tokens.access_token, mailTo('two@receivers.example'));
    await after.close();
    const last = await start({ stateFile: stateFile() });
    expect(last.mailbox.all()).toHaveLength(2);
  });

  test('has a mail in it before the answer leaves', async () => {
    const sandbox = await start({ stateFile: stateFile() });
    const tokens = await tokensFor(sandbox, ANNA);
    await postMail(sandbox, tokens.access_token, mailTo('one@receivers.example'));
    expect(await readFile(stateFile(), 'utf8')).toContain('one@receivers.example');
  });
});

test('without a state file a new sandbox knows nothing of the old one', async () => {
  const tokens = await tokensFor(await start(), ANNA);
  const other = await start();
  const refreshed = await askToken(other, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
  expect(refreshed.body.error).toBe('invalid_grant');
});

test('on this computer only, a foreign host name gets nothing (DNS rebinding)', async () => {
  const { url } = await start();
  const { port } = new URL(url);
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/sandbox/mails', headers: { host } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect([await ask(`evil.example:${port}`), await ask(`localhost:${port}`), await ask(`127.0.0.1:${port}`)]).toEqual([
    403, 200, 200,
  ]);
});

test('waiting for mails ends with a count when they do not come', async () => {
  const sandbox = await start();
  await expect(sandbox.mailbox.arrived(2, 10)).rejects.toThrow('0 of 2 mails arrived in 10 ms');
});
