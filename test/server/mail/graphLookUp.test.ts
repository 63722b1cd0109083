/** What a mailbox says about a message in doubt. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MARKER_PROPERTY } from '../../../server/mail/graphRequest.ts';
import type { Doubt } from '../../../server/mail/mailTransport.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { type Reply, says, type WireServer, wireServer } from '../../support/wireServer.ts';

const AS = { address: 'me@example.com', accessToken: 'secret-token-1', fromName: null };
const NOW = Date.parse('2026-11-20T18:00:00Z');
const BY_ID = '/v1.0/me/messages/draft-1';
const SENT = '/v1.0/me/mailFolders/sentitems/messages';
const OUTBOX = '/v1.0/me/mailFolders/outbox';

let graph: WireServer;
let room: Transports;
let answers: Record<string, Reply>;

beforeEach(async () => {
  graph = await wireServer();
  room = transports({ fetch, clock: () => NOW, requestTimeoutMs: 1500, newId: () => 'guid', ca: null });
  answers = { [OUTBOX]: says(200, { id: 'outbox-1' }) };
  graph.answer((response, socket) => (answers[graph.heard.at(-1)?.path.split('?')[0] ?? ''] ?? says(418))(response, socket));
});
afterEach(async () => {
  await room.close();
  await graph.close();
});

function lookUp(change: Partial<Doubt> = {}, proof: 'draft' | 'search' = 'draft') {
  const wire = room.of({ kind: 'graph', graphUrl: graph.url, proof });
  return wire.lookUp?.({ markerId: 'outbox-1', draftId: 'draft-1', submittedAt: NOW - 60_000, ...change }, AS);
}

test.each([
  [{ kind: 'graph', graphUrl: 'http://127.0.0.1:1' }],
  [{ kind: 'graph', graphUrl: 'http://127.0.0.1:1', proof: 'none' }],
  [{ kind: 'gmail', gmailUrl: 'http://127.0.0.1:1' }],
] as const)('%j has no way to look', (wire) => {
  expect(room.of(wire)).not.toHaveProperty('lookUp');
});

describe('by the draft’s id', () => {
  test.each<[string, Reply, object]>([
    [
      'no draft any more',
      says(200, { isDraft: false, parentFolderId: 's' }),
      { kind: 'sent', providerId: 'draft-1', idKind: 'immutable' },
    ],
    ['still a draft', says(200, { isDraft: true, parentFolderId: 'd' }), { kind: 'notSent' }],
    ['a draft in the Outbox: on its way', says(200, { isDraft: true, parentFolderId: 'outbox-1' }), { kind: 'open' }],
    [
      'gone',
      says(404, { error: { code: 'ErrorItemNotFound' } }),
      { kind: 'unclear', reason: expect.stringContaining('deleted') },
    ],
    ['no mailbox', says(404, { error: { code: 'MailboxNotEnabledForRESTAPI' } }), { kind: 'unclear' }],
    ['no right', says(403), { kind: 'unclear' }],
    ['refused', says(400), { kind: 'unclear' }],
    ['signed out', says(401), { kind: 'open', accessRefused: true }],
    ['throttled', says(429, {}, { 'retry-after': '30' }), { kind: 'open', waitMs: 30_000 }],
    [
      'throttled until a time',
      says(429, {}, { 'retry-after': 'Fri, 20 Nov 2026 18:01:00 GMT' }),
      { kind: 'open', waitMs: 60_000 },
    ],
    ['busy', says(503), { kind: 'open' }],
    ['500', says(500), { kind: 'open' }],
    ['moved', says(302, {}, { location: 'https://elsewhere.example/' }), { kind: 'open' }],
    ['nothing said', says(200), { kind: 'open' }],
    ['something else said', says(200, { isDraft: 'no' }), { kind: 'open' }],
    ['cut', (_response, socket) => socket.destroy(), { kind: 'open' }],
    ['no answer', () => undefined, { kind: 'open' }],
    [
      'half an answer',
      (response, socket) => {
        response.writeHead(200, { 'content-length': '500' });
        response.write('{"isDraft":false', () => socket.destroy());
      },
      { kind: 'open' },
    ],
  ])('%s', async (_what, reply, found) => {
    answers[BY_ID] = reply;
    expect(await lookUp()).toMatchObject(found);
    expect(graph.heard[0]).toMatchObject({
      method: 'GET',
      path: `${BY_ID}?$select=isDraft,parentFolderId`,
      headers: { prefer: 'IdType="ImmutableId"', authorization: 'Bearer secret-token-1' },
    });
  });

  test.each<[string, Reply, object]>([
    ['a mailbox without one', says(404), { kind: 'notSent' }],
    ['one that is not shown', says(400), { kind: 'notSent' }],
    ['not while signed out', says(401), { kind: 'open' }],
    ['that cannot be asked for', says(503, {}, { 'retry-after': '5' }), { kind: 'open', waitMs: 5000 }],
  ])('the Outbox: %s', async (_what, reply, found) => {
    answers[BY_ID] = says(200, { isDraft: true, parentFolderId: 'd' });
    answers[OUTBOX] = reply;
    expect(await lookUp()).toMatchObject(found);
  });

  test('also where the grant is to read alone by now', async () => {
    answers[BY_ID] = says(200, { isDraft: false });
    expect(await lookUp({}, 'search')).toMatchObject({ kind: 'sent' });
  });
});

describe('in Sent Items', () => {
  test.each<[string, Reply, object]>([
    ['found', says(200, { value: [{ id: 'immutable-7' }] }), { kind: 'sent', providerId: 'immutable-7', idKind: 'immutable' }],
    ['not found, or not yet', says(200, { value: [] }), { kind: 'open', reason: expect.stringContaining('not yet') }],
    ['no right', says(403), { kind: 'unclear' }],
    ['no mailbox', says(404), { kind: 'unclear' }],
    ['signed out', says(401), { kind: 'open', accessRefused: true }],
    ['throttled', says(429, {}, { 'retry-after': '30' }), { kind: 'open', waitMs: 30_000 }],
    ['no list', says(200, { value: 'x' }), { kind: 'open' }],
    ['cut', (_response, socket) => socket.destroy(), { kind: 'open' }],
  ])('%s', async (_what, reply, found) => {
    answers[SENT] = reply;
    expect(await lookUp({ draftId: null }, 'search')).toMatchObject(found);
    const asked = new URL(graph.heard[0]?.path ?? '', graph.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${MARKER_PROPERTY}' and ep/value eq 'outbox-1')`,
      $select: 'id',
      $top: '1',
    });
    expect(graph.heard[0]?.headers['prefer']).toBe('IdType="ImmutableId"');
  });

  test('a mark with signs of the question itself asks for that mark', async () => {
    answers[SENT] = says(200, { value: [] });
    await lookUp({ draftId: null, markerId: "o'b&c#d%+e" });
    const asked = new URL(graph.heard[0]?.path ?? '', graph.url);
    expect(asked.searchParams.get('$filter')).toContain("ep/value eq 'o''b&c#d%+e')");
  });

  test('also for a message without a draft where drafts are made by now', async () => {
    answers[SENT] = says(200, { value: [{ id: 'immutable-7' }] });
    expect(await lookUp({ draftId: null })).toMatchObject({ kind: 'sent' });
  });
});
