import { describe, expect, test } from '@jest/globals';
import { googleTokensFor } from '../../support/googleTokens.ts';
import { ANNA, annasSandbox } from '../../support/annasSandbox.ts';
import { askToken, mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const here = annasSandbox();

async function ask(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${here.sandbox.url}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const json = (answer.headers.get('content-type') ?? '').includes('json');
  return { status: answer.status, body: (json ? JSON.parse(text) : text) as Record<string, unknown>, headers: answer.headers };
}

const send = (address: string, message: Record<string, unknown> = {}) =>
  postMail(here.sandbox, here.token, mailTo(address, message));
const subjects = (list: Record<string, unknown>) => (list.mails as { subject: string }[]).map((mail) => mail.subject);

describe('mails over HTTP', () => {
  test('are listed, searched, limited and emptied', async () => {
    await send('a@receivers.example', { subject: 'First' });
    await send('b@receivers.example', { subject: 'Second' });
    await send('c@receivers.example', { subject: 'Third', body: { contentType: 'Text', content: 'About cheese' } });
    const list = async (query: string) => (await ask('GET', `/sandbox/mails${query}`)).body;
    expect(await list('')).toMatchObject({ count: 3, mails: [{ subject: 'First' }, {}, {}] });
    expect(subjects(await list('?newest=2'))).toEqual(['Third', 'Second']);
    expect(subjects(await list('?to=B@receivers.example'))).toEqual(['Second']);
    expect(subjects(await list('?q=cheese%20third'))).toEqual(['Third']);
    expect((await list('?full=1')).mails).toEqual(JSON.parse(JSON.stringify(here.sandbox.mailbox.all())));
    expect((await ask('DELETE', '/sandbox/mails')).status).toBe(204);
    expect(await list('')).toMatchObject({ count: 0, mails: [] });
  });

  test('show themselves whole, as a source, and give their files as plain downloads', async () => {
    const files = [
      {
        '@odata.type': '#microsoft.graph.fileAttachment',
        name: "Ünïque (1)'s.html",
        contentType: 'text/html',
        contentBytes: 'PHA+aGk8L3A+',
      },
    ];
    await send('a@receivers.example', {
      importance: 'high',
      attachments: files,
      internetMessageHeaders: [{ name: 'x-merge-id', value: '7' }],
      bccRecipients: [{ emailAddress: { address: 'secret@receivers.example' } }],
    });
    const id = here.sandbox.mailbox.all()[0]?.id ?? '';
    const source = (await ask('GET', `/sandbox/mails/${id}/source`)).body as unknown as string;
    const file = await ask('GET', `/sandbox/mails/${id}/attachments/0`);
    expect((await ask('GET', `/sandbox/mails/${id}`)).body).toMatchObject({ id, subject: 'Invitation' });
    expect(source).toMatch(/^Importance: high$/im);
    expect(source).toMatch(/^x-merge-id: 7$/im);
    expect(source).not.toContain('secret@receivers.example');
    expect([file.body, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
      '<p>hi</p>',
      'application/octet-stream',
      "attachment; filename*=UTF-8''%C3%9Cn%C3%AFque%20%281%29%27s.html",
    ]);
    expect([
      (await ask('GET', '/sandbox/mails/none')).status,
      (await ask('GET', `/sandbox/mails/${id}/attachments/9`)).status,
    ]).toEqual([404, 404]);
  });
});

describe('faults over HTTP', () => {
  const route = 'POST /v1.0/me/sendMail';

  test('are planned, shown and cleared', async () => {
    const planned = await ask('POST', '/sandbox/faults', { route, fault: { status: 503 }, times: 2 });
    const first = await send('a@receivers.example');
    const pending = await ask('GET', '/sandbox/faults');
    const cleared = await ask('DELETE', '/sandbox/faults');
    const second = await send('a@receivers.example');
    expect([planned.status, first.status, pending.body.pending, cleared.status, second.status]).toEqual([
      201,
      503,
      [{ route, fault: { status: 503 }, left: 1 }],
      204,
      202,
    ]);
  });

  const wrong: [string, unknown][] = [
    ['an unknown route', { route: 'POST /nowhere', fault: { status: 500 } }],
    ['no fault in it', { route, fault: {} }],
    ['an unknown word', { route, fault: { stauts: 500 } }],
    ['a status that is none', { route, fault: { status: 42 } }],
    ['zero times', { route, fault: { status: 500 }, times: 0 }],
  ];
  test.each(wrong)('are refused with %s', async (_name, body) => {
    expect((await ask('POST', '/sandbox/faults', body)).status).toBe(400);
    expect(here.sandbox.faults.pending()).toEqual([]);
  });

  test('cannot be planned by a form of a foreign page', async () => {
    const answer = await fetch(`${here.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ route, fault: { status: 500 } }),
    });
    expect([answer.status >= 400, here.sandbox.faults.pending()]).toEqual([true, []]);
  });
});

test('settings are read and changed; null takes the limit away', async () => {
  const before = await ask('GET', '/sandbox/settings');
  const changed = await ask('PATCH', '/sandbox/settings', { messagesPerMinute: 1, accessTokenSeconds: 90, strictRotation: true });
  const chloe = (await tokensFor(here.sandbox, 'chloe@fabrikam.example')).access_token;
  const sendAsChloe = async () => (await postMail(here.sandbox, chloe, mailTo('a@b.example'))).status;
  const answers = [await sendAsChloe(), await sendAsChloe()];
  const { body } = await askToken(here.sandbox, {
    grant_type: 'refresh_token',
    refresh_token: (await tokensFor(here.sandbox, ANNA)).refresh_token,
  });
  const back = await ask('PATCH', '/sandbox/settings', {
    messagesPerMinute: null,
    accessTokenSeconds: 3600,
    strictRotation: false,
  });
  const unknown = await ask('PATCH', '/sandbox/settings', { messagesPerMinutes: 3 });
  expect(before.body).toEqual({
    messagesPerMinute: null,
    accessTokenSeconds: 3600,
    strictRotation: false,
    openerPolicy: false,
    clientSecretState: 'good',
    deviceInterval: 5,
    sendDelayMs: 0,
    draftMovesAfterMs: 0,
    sentItemsDelayMs: 0,
  });
  expect(changed.body).toMatchObject({ messagesPerMinute: 1, accessTokenSeconds: 90, strictRotation: true });
  expect([answers, body.expires_in, back.body, unknown.status]).toEqual([[202, 429], 90, before.body, 400]);
});

test('people, their consents, revocation, tenants and counts', async () => {
  const standing = async () =>
    (
      (await ask('GET', '/sandbox/people')).body as unknown as { address: string; consented: string[]; refreshTokens: number }[]
    )[0];
  expect(await standing()).toMatchObject({ address: ANNA, consented: expect.arrayContaining(['Mail.Send']) });
  expect((await ask('POST', `/sandbox/people/${ANNA}/revoke`, { accessTokens: true })).status).toBe(204);
  expect([(await standing())?.consented, (await send('a@b.example')).status]).toEqual([[], 401]);
  expect((await ask('POST', '/sandbox/people/nobody@x.example/revoke', {})).status).toBe(404);
  here.token = (await tokensFor(here.sandbox, ANNA)).access_token;
  await ask('DELETE', '/sandbox/requests');
  await send('a@b.example');
  expect((await ask('GET', '/sandbox/requests')).body).toEqual({ 'POST /v1.0/me/sendMail': 1 });
  expect((await ask('GET', '/sandbox/tenants')).body).toContainEqual(
    expect.objectContaining({ domain: 'northwind.example', adminApproval: true, adminConsented: false }),
  );
});

test('the people of Google are shown with their standing, and end on request', async () => {
  const grace = 'grace.holt@gmail.example';
  await googleTokensFor(here.sandbox, grace);
  const standing = async () => (await ask('GET', '/sandbox/google/people')).body as unknown as object[];
  const before = await standing();
  expect((await ask('POST', `/sandbox/people/${grace}/revoke`, {})).status).toBe(204);
  expect([before[0], (await standing())[0]]).toMatchObject([
    { address: grace, refreshTokens: 1 },
    { address: grace, refreshTokens: 0 },
  ]);
});

test('the secret of the app goes bad and good again, and a device polls as often as it is told', async () => {
  const changed = await ask('PATCH', '/sandbox/settings', { clientSecretState: 'expired', deviceInterval: 1 });
  const bad = await askToken(here.sandbox, { grant_type: 'refresh_token', refresh_token: 'x' });
  const unknown = await ask('PATCH', '/sandbox/settings', { clientSecretState: 'rotten' });
  await ask('PATCH', '/sandbox/settings', { clientSecretState: 'good', deviceInterval: 5 });
  expect([changed.body, bad.body.error_codes, unknown.status]).toMatchObject([{ deviceInterval: 1 }, [7000222], 400]);
});
