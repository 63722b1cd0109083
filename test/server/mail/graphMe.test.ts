import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { graphMe } from '../../../server/mail/graphMe.ts';
import type { GraphDeps } from '../../../server/mail/graphExchange.ts';
import { type WireServer, wireServer } from '../../support/wireServer.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
let graph: WireServer;

beforeEach(async () => {
  graph = await wireServer();
});
afterEach(() => graph.close());

function deps(): GraphDeps {
  return { graphUrl: graph.url, fetch, clock: () => 0, requestTimeoutMs: 5000, newId: () => 'guid-1' };
}

const me = (body: unknown, status = 200, headers: Record<string, string> = {}) => {
  graph.answer((response) => response.writeHead(status, { ...JSON_TYPE, ...headers }).end(JSON.stringify(body)));
  return graphMe(deps())('secret-token-1');
};

describe('whose mailbox is it', () => {
  const ANA = { id: '1', displayName: 'Ana Núñez', mail: 'ana@example.com', userPrincipalName: 'ana@corp.example' };

  test('asks for four properties and no more', async () => {
    await me(ANA);
    expect(graph.heard[0]).toMatchObject({
      method: 'GET',
      path: '/v1.0/me?$select=id,displayName,mail,userPrincipalName',
      headers: { authorization: 'Bearer secret-token-1', 'client-request-id': 'guid-1' },
    });
  });

  test.each([
    ['the address is mail', ANA, { ok: true, address: 'ana@example.com', displayName: 'Ana Núñez', id: '1' }],
    [
      'else the sign-in name',
      { ...ANA, mail: null },
      { ok: true, address: 'ana@corp.example', displayName: 'Ana Núñez', id: '1' },
    ],
    ['no name', { ...ANA, displayName: null }, { ok: true, address: 'ana@example.com', displayName: null, id: '1' }],
    ['no address at all', { id: '1' }, { ok: false, mender: 'user', failure: { error: 'no_mailbox_address' } }],
    ['an answer of another kind', [], { ok: false, mender: 'user', failure: { error: 'no_mailbox_address' } }],
  ])('%s', async (_what, body, answer) => {
    expect(await me(body)).toMatchObject(answer);
  });

  test.each([
    [401, {}, { mender: 'user', failure: { error: 'InvalidAuthenticationToken', code: 'InvalidAuthenticationToken' } }],
    [403, {}, { mender: 'user', failure: { error: 'InvalidAuthenticationToken', code: 'InvalidAuthenticationToken' } }],
    [429, { 'retry-after': '2' }, { mender: 'later' }],
    [500, {}, { mender: 'later' }],
    [307, { location: 'https://elsewhere.example/' }, { mender: 'later' }],
  ])('%i', async (status, headers, answer) => {
    const body = { error: { code: 'InvalidAuthenticationToken' } };
    expect(await me(body, status, headers as Record<string, string>)).toMatchObject({ ok: false, ...answer });
  });

  test('an answer that is cut off says nothing about the mailbox', async () => {
    graph.answer((response, socket) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '500' });
      response.write('{"id":', () => socket.destroy());
    });
    expect(await graphMe(deps())('t')).toMatchObject({ ok: false, mender: 'later' });
  });

  test('nobody listens', async () => {
    await graph.close();
    expect(await graphMe(deps())('t')).toMatchObject({ ok: false, mender: 'later', failure: { error: 'ECONNREFUSED' } });
  });
});
