/** Taking a draft out of Drafts, against the sandbox: nothing but an unsent draft is ever deleted. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Credentials, MailTransport } from '../../../server/mail/mailTransport.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';

const ADDRESS = 'anna@contoso.example';
const ITEM = '/v1.0/me/messages/{id}';
let sandbox: Sandbox;
let room: Transports;
let wire: MailTransport;
let as: Credentials;
/** What was sent beside the token with each deletion. */
let preferred: (string | null)[];

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const { access_token: accessToken } = await tokensFor(sandbox, ADDRESS, 'Mail.Send Mail.ReadWrite User.Read');
  as = { address: ADDRESS, accessToken, fromName: null };
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  preferred = [];
  const watched: typeof fetch = (input, init) => {
    if (init?.method === 'DELETE') preferred.push(new Headers(init.headers).get('prefer'));
    return fetch(input, init);
  };
  room = transports({ fetch: watched, clock: Date.now, newId: randomUUID, requestTimeoutMs: 5000, ca: null });
  wire = room.of({ kind: 'graph', graphUrl: sandbox.url, proof: 'draft' });
});
afterEach(async () => {
  sandbox.settings.draftMovesAfterMs = 0;
  await room.close();
});

/** A mail by way of a draft; answers with its draft. */
async function sent(end: 'sent' | 'refused'): Promise<string> {
  if (end === 'refused') sandbox.faults.next('POST /v1.0/me/messages/{id}/send', { status: 429 });
  let draftId = '';
  const beforeBytes = (noted: { draftId?: string }): Promise<void> => Promise.resolve(void (draftId = noted.draftId ?? ''));
  const outcome = await wire.send(aMailMessage({ markerId: randomUUID() }), as, { beforeBytes });
  expect(outcome.kind).toBe(end === 'sent' ? 'accepted' : 'later');
  return draftId;
}

const discard = (draftId: string, mayDelete = true) => wire.discard?.(draftId, as, () => Promise.resolve(mayDelete));

async function isThere(draftId: string): Promise<boolean> {
  const headers = { authorization: `Bearer ${as.accessToken}` };
  return (await fetch(`${sandbox.url}/v1.0/me/messages/${draftId}`, { headers })).status === 200;
}

describe('a draft that was not sent', () => {
  test('is deleted, by the id that stays', async () => {
    const draftId = await sent('refused');
    expect(await isThere(draftId)).toBe(true);
    expect(await discard(draftId)).toEqual({ kind: 'discarded' });
    expect(await isThere(draftId)).toBe(false);
    expect(preferred).toEqual(['IdType="ImmutableId"']);
  });

  test('that is gone already is as good', async () => {
    const draftId = await sent('refused');
    await discard(draftId);
    expect(await discard(draftId)).toEqual({ kind: 'discarded' });
  });

  test('is kept where somebody wants it after all', async () => {
    const draftId = await sent('refused');
    expect(await discard(draftId, false)).toMatchObject({ kind: 'kept' });
    expect(await isThere(draftId)).toBe(true);
  });

  test.each([
    ['while it is looked at', `GET ${ITEM}`],
    ['while it is deleted', `DELETE ${ITEM}`],
  ])('is tried again later where Microsoft is busy %s', async (_what, request) => {
    const draftId = await sent('refused');
    sandbox.faults.next(request, { status: 429, headers: { 'retry-after': '7' } });
    expect(await discard(draftId)).toMatchObject({ kind: 'open', waitMs: 7000 });
    sandbox.faults.next(request, { cut: 'before' });
    expect(await discard(draftId)).toMatchObject({ kind: 'open' });
    expect(await discard(draftId)).toEqual({ kind: 'discarded' });
  });

  test('is left where it may not be touched', async () => {
    const draftId = await sent('refused');
    sandbox.faults.next(`DELETE ${ITEM}`, { status: 403 });
    expect(await discard(draftId)).toMatchObject({ kind: 'kept' });
  });
});

describe('what was sent', () => {
  test.each([
    ['and lies in Sent Items', 0],
    ['and still waits in the Outbox', 60_000],
  ])('%s is not touched', async (_what, draftMovesAfterMs) => {
    sandbox.settings.draftMovesAfterMs = draftMovesAfterMs;
    const draftId = await sent('sent');
    expect(await discard(draftId)).toMatchObject({ kind: 'kept' });
    expect(preferred).toEqual([]);
    expect(sandbox.mailbox.all()).toHaveLength(1);
  });
});

test.each(['search', 'none'] as const)('with the grant of %s there is nothing to delete with', (proof) => {
  expect(room.of({ kind: 'graph', graphUrl: sandbox.url, proof })).not.toHaveProperty('discard');
});
