/** The listener that a sign-in from the command line comes back to. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { listenOnLoopback, type Loopback } from '../../../server/cli/loopback.ts';

const PATIENCE_MS = 5000;
let open: Loopback | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function listening(port = 0): Promise<Loopback> {
  open = await listenOnLoopback(port);
  return open;
}

const hasIpv6 = await new Promise<boolean>((resolve) => {
  const server = createServer()
    .once('error', () => resolve(false))
    .listen(0, '::1', () => server.close(() => resolve(true)));
});

test.each(['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])(
  'an answer to %s arrives, whichever of the two a browser takes',
  async (host) => {
    const loopback = await listening();
    const answer = loopback.answer('s', PATIENCE_MS);
    const page = await fetch(`http://${host}:${loopback.port}/?code=c&state=s`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('You may close this window')]);
    expect(await answer).toEqual({ code: 'c' });
  },
);

test.each([
  ['another state', '/?code=stolen&state=other', 400],
  ['no state', '/?code=stolen', 400],
  ['the right state, and nothing else', '/?state=s', 400],
  ['another address', '/favicon.ico', 404],
])('%s is turned away and waited past', async (_what, path, status) => {
  const loopback = await listening();
  const answer = loopback.answer('s', PATIENCE_MS);
  expect((await fetch(`http://127.0.0.1:${loopback.port}${path}`)).status).toBe(status);
  await fetch(`http://127.0.0.1:${loopback.port}/?code=right&state=s`);
  expect(await answer).toEqual({ code: 'right' });
});

test.each(['//', 'http://[', '/%', '*'])('an address that is none, %s, neither answers nor ends the listener', async (path) => {
  const loopback = await listening();
  const answer = loopback.answer('s', PATIENCE_MS);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port: loopback.port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect([400, 404]).toContain(status);
  await fetch(`http://127.0.0.1:${loopback.port}/?code=ri?ght&state=s`);
  expect(await answer).toEqual({ code: 'ri?ght' });
});

test('a refusal comes back with its words, and the page does not repeat them', async () => {
  const loopback = await listening();
  const answer = loopback.answer('s', PATIENCE_MS);
  const page = await fetch(`http://127.0.0.1:${loopback.port}/?error=access_denied&error_description=%3Cb%3Eno&state=s`);
  expect(await page.text()).not.toContain('<b>');
  expect(await answer).toEqual({ error: 'access_denied', error_description: '<b>no' });
});

test('a second answer with the same state counts no more', async () => {
  const loopback = await listening();
  const answer = loopback.answer('s', PATIENCE_MS);
  const url = `http://127.0.0.1:${loopback.port}/?code=c&state=s`;
  expect((await fetch(url)).status).toBe(200);
  expect((await fetch(url)).status).toBe(400);
  expect(await answer).toEqual({ code: 'c' });
});

test('nobody comes: the time ends it', async () => {
  expect(await (await listening()).answer('s', 1)).toBe('timeout');
});

test('a wished port that somebody else has is an error, not another port', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  await expect(listenOnLoopback((taken.address() as AddressInfo).port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await new Promise((resolve) => taken.close(resolve));
});
