import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { graphOrganization } from '../../../server/mail/graphOrganization.ts';
import { type WireServer, wireServer } from '../../support/wireServer.ts';

let graph: WireServer;

beforeEach(async () => {
  graph = await wireServer();
});
afterEach(() => graph.close());

const domains = (body: string, status = 200, timeoutMs = 5000) => {
  graph.answer((response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
  const deps = { graphUrl: graph.url, fetch, clock: () => 0, requestTimeoutMs: timeoutMs, newId: () => 'guid-1' };
  return graphOrganization(deps)('secret-token-1');
};
const CONTOSO = {
  value: [{ id: 't', verifiedDomains: [{ name: 'contoso.com', isDefault: true }, { name: 'c.onmicrosoft.com' }] }],
};

test('the verified domains of an organisation, asked for by name', async () => {
  expect(await domains(JSON.stringify(CONTOSO))).toEqual(['contoso.com', 'c.onmicrosoft.com']);
  expect(graph.heard[0]).toMatchObject({
    method: 'GET',
    path: '/v1.0/organization?$select=id,verifiedDomains',
    headers: { authorization: 'Bearer secret-token-1' },
  });
});

test.each([
  ['a refusal', JSON.stringify({ error: { code: 'Authorization_RequestDenied', message: 'No.' } }), 403],
  ['a service that is not there', '', 503],
  ['an answer that is cut off', '{"value":[{"verif', 200],
  ['an empty list', '{"value":[]}', 200],
  ['an organisation without domains', '{"value":[{"id":"t"}]}', 200],
  ['something else', '{"value":[{"verifiedDomains":[null,{"name":5},"x"]}]}', 200],
])('%s is no answer', async (_what, body, status) => {
  expect(await domains(body, status)).toBeNull();
});

test('nobody there is no answer', async () => {
  const deps = { graphUrl: 'http://127.0.0.1:1', fetch, clock: () => 0, requestTimeoutMs: 5000, newId: () => 'guid-1' };
  expect(await graphOrganization(deps)('secret-token-1')).toBeNull();
});
