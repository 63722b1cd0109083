/** How the pane's files go out: in whose language, how compressed, and kept for how long. Needs a built pane (npm test builds it). */
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aServer, type TestServer } from '../../support/aServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.close());

const PAGES = ['/', '/office/taskpane.html'];
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers });
const languageIn = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await get(path, headers);
  return [answer.headers.get('content-language'), /<html lang="?(\w+)/.exec(await answer.text())?.[1]];
};
/** By node:http: `fetch` adds “no-cache” to such a question, as it has no cache to compare with. */
const statusWith = (path: string, etag: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const headers = { 'accept-encoding': 'br', 'if-none-match': etag };
    request(`${server.url}${path}`, { headers }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
const scriptOf = async (path: string) => /src="?(\/static\/pane[^\s">]+\.js)/.exec(await (await get(path)).text())?.[1] ?? '';

describe.each(PAGES)('the page %s', (path) => {
  test('is English, and German for whoever reads German', async () => {
    expect(await languageIn(path)).toEqual(['en', 'en']);
    expect(await languageIn(path, { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' })).toEqual(['de', 'de']);
  });

  test('follows its address before the browser', async () => {
    expect(await languageIn(`${path}?lang=de`, { 'accept-language': 'en' })).toEqual(['de', 'de']);
    expect(await languageIn(`${path}?lang=en`, { 'accept-language': 'de' })).toEqual(['en', 'en']);
    // What Office adds to an address does not disturb.
    expect(await languageIn(`${path}?lang=de&_host_Info=Word$Web$16.00`)).toEqual(['de', 'de']);
  });

  test('tells caches that it depends on language and encoding, and is asked for again', async () => {
    const { headers } = await get(path, { 'accept-encoding': 'br' });
    expect(headers.get('vary')?.split(', ').toSorted()).toEqual(['accept-encoding', 'accept-language']);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
  });

  test('is not sent again when it has not changed', async () => {
    const etag = (await get(path, { 'accept-encoding': 'br' })).headers.get('etag') ?? '';
    expect(await statusWith(path, etag)).toBe(304);
    // The English page in hand does not stand for the German one.
    expect(await statusWith(`${path}?lang=de`, etag)).toBe(200);
  });

  test('answers HEAD', async () => {
    const answer = await fetch(`${server.url}${path}`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });
});

describe('a script', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('for a browser that takes %s', async (accepted, encoding) => {
    const path = await scriptOf('/');
    const answer = await get(path, { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept-encoding');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    expect(await answer.text()).toBe(await (await get(path, { 'accept-encoding': 'identity' })).text());
  });
});

test('pictures go out as they are', async () => {
  const answer = await get('/assets/icon-32.png', { 'accept-encoding': 'br, gzip' });
  expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, null]);
  expect(answer.headers.get('content-type')).toBe('image/png');
});

test('the window’s script and style are compressed as well', async () => {
  for (const path of ['/dialog/finish.js', '/dialog/dialog.css']) {
    const { headers } = await get(path, { 'accept-encoding': 'br' });
    expect([path, headers.get('content-encoding'), headers.get('cache-control')]).toEqual([path, 'br', 'public, max-age=3600']);
  }
});
