import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askGraph } from '../../support/askGraph.ts';
import { ALL_SCOPES, mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const PROPERTY = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker';
let sandbox: Sandbox;
let reader: string;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
  reader = (await tokensFor(sandbox, ANNA, `${ALL_SCOPES} Mail.Read`)).access_token;
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.mailbox.clear();
  sandbox.settings.sentItemsDelayMs = 0;
});

const sendMarked = (value: string, more: object = {}) =>
  postMail(sandbox, reader, {
    ...mailTo('reader@example.com', { subject: value, singleValueExtendedProperties: [{ id: PROPERTY, value }] }),
    ...more,
  });

const list = (query: Record<string, string>, token = reader, folder = 'sentitems') =>
  askGraph(sandbox, 'GET', `/me/mailFolders/${folder}/messages?${new URLSearchParams(query).toString()}`, { token });

const filter = (id: string, value: string) =>
  `singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value.replaceAll("'", "''")}')`;

describe('Sent Items', () => {
  test('finds a mail by a property of its own', async () => {
    for (const value of ['row-1', "row 'two'"]) await sendMarked(value);
    const { status, body } = await list({ $filter: filter(PROPERTY, "row 'two'"), $select: 'id,subject', $top: '1' });
    expect([status, body.value]).toEqual([200, [{ id: expect.any(String), subject: "row 'two'" }]]);
  });

  test.each([
    ['another value', filter(PROPERTY, 'row-2'), 0],
    ['the same name in another set', filter(PROPERTY.replace('66f5', '77f5'), 'row-1'), 0],
    ['the name in another letter case', filter(PROPERTY.replace('Marker', 'marker'), 'row-1'), 0],
    ['the set in another letter case', filter(PROPERTY.replace('ec6ac6e', 'EC6AC6E'), 'row-1'), 1],
    ['the lambda written small', filter(PROPERTY, 'row-1').replace('Any', 'any'), 1],
  ])('with %s', async (_, $filter, count) => {
    await sendMarked('row-1');
    expect((await list({ $filter })).body.value).toHaveLength(count);
  });

  test.each([
    ['a filter on headers, which Graph does not have', { $filter: "internetMessageHeaders/any(h: h/name eq 'x-mergepost-id')" }],
    ['a property that messages do not have', { $select: 'colour' }],
    ['a page of none', { $top: '0' }],
    ['an expansion without a name', { $expand: 'singleValueExtendedProperties' }],
  ])('refuses %s', async (_, query: Record<string, string>) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
  });

  test('lists a mail only after it was indexed', async () => {
    sandbox.settings.sentItemsDelayMs = 60_000;
    await sendMarked('row-1');
    expect((await list({})).body.value).toEqual([]);
    now += 60_000;
    expect((await list({})).body.value).toHaveLength(1);
  });

  test('is newest first, ten at a time, without what was not to be kept', async () => {
    for (let n = 1; n <= 12; n += 1) await sendMarked(`mail ${n}`);
    await sendMarked('not kept', { saveToSentItems: false });
    const subjects = (await list({})).body.value?.map((each) => each['subject']);
    expect([subjects?.length, subjects?.[0]]).toEqual([10, 'mail 12']);
  });

  test('shows properties of its own where they are asked for', async () => {
    await sendMarked('row-1');
    const { body } = await list({ $expand: `singleValueExtendedProperties($filter=id eq '${PROPERTY}')` });
    expect(body.value).toMatchObject([{ singleValueExtendedProperties: [{ id: PROPERTY, value: 'row-1' }] }]);
    expect((await list({})).body.value?.[0]).not.toHaveProperty('singleValueExtendedProperties');
  });

  test('needs Mail.Read or Mail.ReadWrite', async () => {
    const statusWith = async (scope: string) => (await list({}, (await tokensFor(sandbox, ANNA, scope)).access_token)).status;
    expect([await statusWith('Mail.Send'), await statusWith('Mail.Read'), await statusWith('Mail.ReadWrite')]).toEqual([
      403, 200, 200,
    ]);
  });

  test('is one of the folders that there are', async () => {
    expect(await list({}, reader, 'inbox')).toMatchObject({ status: 404, body: { error: { code: 'ErrorFolderNotFound' } } });
    for (const folder of ['Drafts', 'outbox']) expect((await list({}, reader, folder)).body.value).toEqual([]);
  });

  test('has an id, which its items name', async () => {
    await sendMarked('row-1');
    const folder = await askGraph(sandbox, 'GET', '/me/mailFolders/sentitems?$select=id', { token: reader });
    const { value } = (await list({ $select: 'parentFolderId' })).body;
    expect(folder).toMatchObject({ status: 200, body: { id: value?.[0]?.['parentFolderId'] } });
    const unknown = await askGraph(sandbox, 'GET', '/me/mailFolders/inbox', { token: reader });
    expect(unknown.status).toBe(404);
  });
});

describe('GET /organization', () => {
  const organization = async (address: string, query = '', scope = ALL_SCOPES) => {
    const token = (await tokensFor(sandbox, address, scope)).access_token;
    return askGraph(sandbox, 'GET', `/organization${query}`, { token });
  };

  test('names the domains of a work account', async () => {
    const { status, body } = await organization('chloe@fabrikam.example');
    expect([status, body.value]).toEqual([
      200,
      [
        {
          id: expect.any(String),
          displayName: 'Fabrikam',
          verifiedDomains: [
            expect.objectContaining({ name: 'fabrikam.example', isDefault: true }),
            expect.objectContaining({ name: 'fabrikam.onmicrosoft.example', isInitial: true }),
          ],
        },
      ],
    ]);
  });

  test('takes $select', async () => {
    expect((await organization(ANNA, '?$select=id')).body.value).toEqual([{ id: expect.any(String) }]);
    expect((await organization(ANNA, '?$select=licences')).status).toBe(400);
  });

  test('is nothing that personal accounts have, and needs User.Read', async () => {
    expect((await organization('sam.rivers@outlook.com')).status).toBe(400);
    expect((await organization(ANNA, '', 'Mail.Send')).status).toBe(403);
  });
});
