import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askGraph } from '../../support/askGraph.ts';
import type { JsonAsk } from '../../support/askJson.ts';
import { ALL_SCOPES, mailTo, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const IMMUTABLE = { prefer: 'IdType="ImmutableId"' };
const { message: MESSAGE } = mailTo('reader@example.com');
let sandbox: Sandbox;
let writer: string;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
  writer = (await tokensFor(sandbox, ANNA, `${ALL_SCOPES} Mail.ReadWrite`)).access_token;
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.mailbox.clear();
  sandbox.settings.draftMovesAfterMs = 0;
});

const ask = (method: string, path: string, more: JsonAsk = {}) => askGraph(sandbox, method, path, { token: writer, ...more });

async function newDraft(headers: Record<string, string> = IMMUTABLE, message: object = MESSAGE): Promise<string> {
  const { status, body } = await ask('POST', '/me/messages', { body: message, headers });
  expect(status).toBe(201);
  return String(body.id);
}

const send = (id: string, more: JsonAsk = {}) => ask('POST', `/me/messages/${id}/send`, more);
const look = (id: string) => ask('GET', `/me/messages/${id}?$select=isDraft,parentFolderId`, { headers: IMMUTABLE });

describe('a draft', () => {
  test('is made, shown as one, and has no receiver yet', async () => {
    const { status, headers, body } = await ask('POST', '/me/messages', { body: MESSAGE, headers: IMMUTABLE });
    expect([status, headers.get('preference-applied')]).toEqual([201, 'IdType="ImmutableId"']);
    expect(body).toMatchObject({ isDraft: true, subject: MESSAGE.subject, toRecipients: MESSAGE.toRecipients });
    expect(sandbox.mailbox.all()).toEqual([]);
    expect(await look(String(body.id))).toMatchObject({ status: 200, body: { id: body.id, isDraft: true } });
  });

  test('with an immutable id is found under it after it was sent, in another folder', async () => {
    const id = await newDraft();
    const { body: before } = await look(id);
    const sent = await send(id);
    expect([sent.status, sent.text, sent.headers.get('content-type')]).toEqual([202, '', null]);
    const { status, body: after } = await look(id);
    expect([status, after.isDraft, after.id]).toEqual([200, false, id]);
    expect(after.parentFolderId).not.toBe(before.parentFolderId);
    expect(sandbox.mailbox.all()).toMatchObject([{ mailbox: ANNA, to: [{ address: 'reader@example.com' }] }]);
  });

  test('without one gets another id when it is sent', async () => {
    const id = await newDraft({});
    expect((await send(id)).status).toBe(202);
    expect(await look(id)).toMatchObject({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } });
  });

  test('is sent once: a second time there is no such draft', async () => {
    const id = await newDraft();
    await send(id);
    expect(await send(id)).toMatchObject({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } });
    expect(sandbox.mailbox.all()).toHaveLength(1);
  });

  test('may wait in the Outbox for a while after it was sent, and goes on looking like a draft there', async () => {
    sandbox.settings.draftMovesAfterMs = 5000;
    const id = await newDraft();
    await send(id);
    const outbox = (await ask('GET', '/me/mailFolders/outbox')).body.id;
    expect((await look(id)).body).toMatchObject({ isDraft: true, parentFolderId: outbox });
    expect((await send(id)).status).toBe(404);
    now += 5000;
    expect((await look(id)).body).toMatchObject({ isDraft: false });
  });

  test('can be deleted, before and after it was sent', async () => {
    for (const isSent of [false, true]) {
      const id = await newDraft();
      if (isSent) await send(id);
      expect((await ask('DELETE', `/me/messages/${id}`)).status).toBe(204);
      expect([(await look(id)).status, (await send(id)).status]).toEqual([404, 404]);
    }
  });

  test('keeps headers and properties of its own', async () => {
    const property = { id: 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker', value: 'row-1' };
    const id = await newDraft(IMMUTABLE, {
      ...MESSAGE,
      internetMessageHeaders: [{ name: 'x-mergepost-id', value: 'row-1' }],
      singleValueExtendedProperties: [property],
    });
    await send(id);
    expect(sandbox.mailbox.all()).toMatchObject([
      { extendedProperties: [property], headers: [{ name: 'x-mergepost-id', value: 'row-1' }] },
    ]);
  });
});

describe('what is refused', () => {
  test.each([
    ['a receiver that is none, when it is sent', { toRecipients: [{ emailAddress: { address: 'nobody' } }] }, 400],
    ['no receiver at all', { toRecipients: [] }, 400],
    ['another sender without the right to', { from: { emailAddress: { address: 'office@contoso.example' } } }, 403],
  ])('%s', async (_, message, status) => {
    const id = await newDraft(IMMUTABLE, { ...MESSAGE, ...message });
    expect((await send(id)).status).toBe(status);
    expect(await look(id)).toMatchObject({ body: { isDraft: true } });
  });

  test.each([
    ['a property nobody knows', { ...MESSAGE, colour: 'red' }, 'RequestBodyRead'],
    ['the wrapping of sendMail', { message: MESSAGE }, 'RequestBodyRead'],
    [
      'a malformed extended property',
      { ...MESSAGE, singleValueExtendedProperties: [{ id: 'String Name X', value: '1' }] },
      'ErrorInvalidExtendedProperty',
    ],
  ])('%s, when it is made', async (_, body, code) => {
    expect(await ask('POST', '/me/messages', { body })).toMatchObject({ status: 400, body: { error: { code } } });
  });

  test("somebody else's draft", async () => {
    const ben = (await tokensFor(sandbox, 'ben@contoso.example', `${ALL_SCOPES} Mail.ReadWrite`)).access_token;
    const id = await newDraft();
    expect((await send(id, { token: ben })).status).toBe(404);
    expect((await ask('GET', `/me/messages/${id}`, { token: ben })).status).toBe(404);
  });

  test.each([
    ['making one with Mail.Send alone', 'POST', '/me/messages', 'Mail.Send', { body: MESSAGE }],
    ['making one with Mail.Read', 'POST', '/me/messages', 'Mail.Send Mail.Read', { body: MESSAGE }],
    ['reading with Mail.Send alone', 'GET', '/me/messages/ID', 'Mail.Send', {}],
    ['sending without Mail.Send', 'POST', '/me/messages/ID/send', 'Mail.ReadWrite', {}],
    ['deleting with Mail.Read', 'DELETE', '/me/messages/ID', 'Mail.Read', {}],
  ])('%s', async (_, method, path, scope, more) => {
    const token = (await tokensFor(sandbox, ANNA, scope)).access_token;
    const answer = await ask(method, path.replace('ID', await newDraft()), { token, ...more });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 'ErrorAccessDenied' } } });
  });

  test('more than four requests at a time from one mailbox', async () => {
    sandbox.faults.next('send', { delayMs: 3000 }, 4);
    const ids = await Promise.all([1, 2, 3, 4].map(() => newDraft()));
    const fifth = await newDraft();
    const busy = ids.map((id) => send(id));
    while (sandbox.sendLog.inFlight().filter((each) => each.takenAt !== undefined).length < 4) await look('x');
    expect(await send(fifth)).toMatchObject({ status: 429, body: { error: { code: 'ApplicationThrottled' } } });
    expect((await Promise.all(busy)).map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect((await send(fifth)).status).toBe(202);
  });
});

test('drafts survive a restart of the sandbox, and stay sent once they were', async () => {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const folder = mkdtempSync('/tmp/mergepost-drafts-');
  try {
    const open = () => startSandbox({ port: 0, stateFile: `${folder}/state.jsonl` });
    const first = await open();
    const token = (await tokensFor(first, ANNA, `${ALL_SCOPES} Mail.ReadWrite`)).access_token;
    const make = async () =>
      String((await askGraph(first, 'POST', '/me/messages', { token, body: MESSAGE, headers: IMMUTABLE })).body.id);
    const [kept, gone] = [await make(), await make()];
    await askGraph(first, 'POST', `/me/messages/${gone}/send`, { token });
    await first.close();
    const second = await open();
    const status = async (id: string) => (await askGraph(second, 'POST', `/me/messages/${id}/send`, { token })).status;
    expect([await status(gone), await status(kept)]).toEqual([404, 202]);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
