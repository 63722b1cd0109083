/** What /docs says of each route must hold every status that it can answer with. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aServer, type TestServer } from '../support/aServer.ts';

let server: TestServer;
let paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
beforeAll(async () => {
  server = await aServer();
  const described = (await (await fetch(`${server.url}/docs/json`)).json()) as { paths: typeof paths };
  paths = described.paths;
});
afterAll(() => server.close());

const statusesOf = (method: string, path: string) => Object.keys(paths[path]?.[method]?.responses ?? {}).map(Number);

test.each([
  ['for administrators only', 'get', '/api/email/apps', [403]],
  ['that takes an idempotency key', 'post', '/api/email/auth/links', [409, 502]],
  ['limited by address', 'get', '/api/help/{code}', [429]],
  [
    'that answers with a page',
    'get',
    '/api/email/auth/{providerKey}/callback',
    [200, 400, 403, 404, 409, 410, 429, 500, 502, 503],
  ],
  ['that answers with a stream', 'get', '/api/campaigns/{id}/events', [200, 401, 404]],
  ['that sends', 'post', '/api/email/auth/send', [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503]],
])('a route %s says so', (_what, method, path, statuses) => {
  expect(statusesOf(method, path)).toEqual(expect.arrayContaining(statuses));
});
