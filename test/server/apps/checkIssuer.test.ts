/** An issuer is looked at when an app is made: a real server answers, well or badly. */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issuerCheck } from '../../../server/apps/checkIssuer.ts';

let server: Server;
let origin: string;
let answer: { status: number; body: unknown };
const check = issuerCheck({ fetch, clock: Date.now, timeoutMs: 5000 });

beforeAll(async () => {
  server = createServer((_request, response) => response.writeHead(answer.status).end(JSON.stringify(answer.body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(() => void server.close());

const WHOLE = () => ({ issuer: origin, authorization_endpoint: `${origin}/auth`, token_endpoint: `${origin}/token` });

describe('an issuer', () => {
  test('that describes itself does', async () => {
    answer = { status: 200, body: WHOLE() };
    expect(await check({ issuer: origin }, origin)).toEqual({ ok: true });
  });

  test.each<[string, () => { status: number; body: unknown }, boolean, RegExp]>([
    [
      'that is not there',
      () => ({ status: 404, body: {} }),
      false,
      /could not be read \(status 404\)\. Check the address of the issuer/,
    ],
    ['that has a bad day', () => ({ status: 503, body: {} }), true, /status 503.*try again in a few minutes/],
    [
      'that is another one',
      () => ({ status: 200, body: { ...WHOLE(), issuer: 'https://other.example' } }),
      false,
      /that of another issuer/,
    ],
    [
      'that leaves out a place',
      () => ({ status: 200, body: { issuer: origin } }),
      false,
      /Give urls\.authorizeUrl and urls\.tokenUrl too/,
    ],
  ])('%s does not', async (_, said, later, sentence) => {
    answer = said();
    expect(await check({ issuer: origin }, origin)).toEqual({ ok: false, later, sentence: expect.stringMatching(sentence) });
  });

  test('that is mended does at once', async () => {
    answer = { status: 200, body: { issuer: origin } };
    expect((await check({ issuer: origin }, origin)).ok).toBe(false);
    expect((await check({ issuer: origin, authorizeUrl: `${origin}/a`, tokenUrl: `${origin}/t` }, origin)).ok).toBe(true);
    answer = { status: 200, body: WHOLE() };
    expect((await check({ issuer: origin }, origin)).ok).toBe(true);
  });

  test('that nobody answers for may do later', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    expect(await check({}, `http://127.0.0.1:${port}`)).toMatchObject({
      ok: false,
      later: true,
      sentence: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});
