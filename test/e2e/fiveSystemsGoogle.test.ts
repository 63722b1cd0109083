/** Gmail mailboxes (EmailEngine, DataPallas) through the Gmail API, over the whole server; the sandbox stands for Google. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { connected, mailboxesOf, sendFrom, startTrip, trip, wordsOf } from '../support/connectedOverHttp.ts';
import { changeSandbox, revokeAtSandbox, sandboxMails } from '../support/sandboxOverHttp.ts';

const [GRACE, OMAR, UMA, IVY] = [
  'grace.holt@gmail.example',
  'omar@tailspin.example',
  'uma@elsewhere.example',
  'ivy@wingtip.example',
] as const;
const GOOGLE = { key: 'google' };

let server: TestServer;
let token: string;
let other: string;

beforeAll(async () => {
  server = await aServer();
  token = (await signedIn(server, 'anna@contoso.example', false)).token;
  other = (await signedIn(server, 'ben@contoso.example', false)).token;
});
afterAll(() => server?.close());

const mailOf = async (subject: string) => (await sandboxMails(server)).find((mail) => mail.subject === subject);
const disconnect = (id: string, as = token) =>
  api<{ message: string }>(server, 'DELETE', `/api/email/auth/providers/${id}`, { token: as });

async function refreshTokensOf(person: string): Promise<number | undefined> {
  const people = await fetch(`${server.sandboxUrl}/sandbox/google/people`);
  const all = (await people.json()) as { address: string; refreshTokens: number }[];
  return all.find(({ address }) => address === person)?.refreshTokens;
}

async function forget(): Promise<void> {
  for (const { id } of await mailboxesOf(server, token)) await disconnect(id);
}

describe('EmailEngine and DataPallas: Gmail', () => {
  test('asks for gmail.send and for lasting access, and for no reading', async () => {
    const query = new URL((await startTrip(server, token, 'google')).authUrl).searchParams;
    expect(query.get('scope')?.split(' ')).toEqual(['https://www.googleapis.com/auth/gmail.send', 'openid', 'email', 'profile']);
    expect([query.get('access_type'), query.get('code_challenge_method'), query.get('prompt')]).toEqual([
      'offline',
      'S256',
      null,
    ]);
  });

  test('a mail with everything lands in the sandbox’s mailbox, taken by Google', async () => {
    const { id } = await connected(server, token, GRACE, GOOGLE);
    await api(server, 'PATCH', `/api/email/auth/providers/${id}`, { token, body: { fromName: 'Grace of Support' } });
    const content = Buffer.from('one,two\n');
    const answer = await sendFrom(server, token, id, {
      to: ['Ana <ana@example.com>'],
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      replyTo: ['answers@example.com'],
      subject: 'Grüße from Gmail',
      bodyHtml: '<p>Hello <b>Zoë</b></p>',
      bodyText: 'Hello Zoë',
      importance: 'high',
      trackingId: 'T-42',
      attachments: [{ name: 'líst.csv', contentBytes: content.toString('base64'), contentType: 'text/csv' }],
    });
    expect(answer).toMatchObject({ status: 200, body: { messageIdKind: 'gmail', trackingId: 'T-42' } });
    const mail = await mailOf('Grüße from Gmail');
    expect(mail).toMatchObject({
      provider: 'google',
      from: { address: GRACE, name: 'Grace of Support' },
      to: ['ana@example.com'],
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      importance: 'high',
      attachments: [{ name: 'líst.csv', size: content.length }],
    });
    expect(mail?.html).toContain('Hello <b>Zoë</b>');
    expect(mail?.text).toContain('Hello Zoë');
    expect(JSON.stringify(mail?.headers)).toContain('T-42');
  });

  test('the test mail: signed in, sent, timed', async () => {
    const [mailbox] = await mailboxesOf(server, token);
    const { body } = await api(server, 'POST', `/api/email/auth/providers/${mailbox?.id}/test`, { token });
    expect(body).toMatchObject({ success: true, to: GRACE, next: null });
  });

  test('disconnecting revokes at Google, and the next connection has a refresh token again', async () => {
    const [mailbox] = await mailboxesOf(server, token);
    expect(await refreshTokensOf(GRACE)).toBe(1);
    expect((await disconnect(mailbox?.id ?? '')).body.message).toBe(
      'Email account disconnected successfully. Google has withdrawn Mergepost’s permission as well.',
    );
    expect(await refreshTokensOf(GRACE)).toBe(0);
    const again = await connected(server, token, GRACE, GOOGLE);
    expect(again).toMatchObject({ id: mailbox?.id, state: 'connected' });
    expect(await refreshTokensOf(GRACE)).toBe(1);
    expect((await sendFrom(server, token, again.id)).status).toBe(200);
  });

  test('where Google gives none, because it was allowed before, the trip goes on with prompt=consent by itself', async () => {
    const account = await connected(server, other, GRACE, GOOGLE);
    expect(account.state).toBe('connected');
    expect(await refreshTokensOf(GRACE)).toBe(2);
    // The permission is one for the person: withdrawing it would end the other's too.
    expect((await disconnect(account.id, other)).body.message).toContain('was not withdrawn');
    const [mailbox] = await mailboxesOf(server, token);
    expect((await sendFrom(server, token, mailbox?.id ?? '')).status).toBe(200);
    await forget();
  });

  test('an access token that is over is renewed with the refresh token, which stays', async () => {
    await changeSandbox(server, { accessTokenSeconds: 2 });
    const account = await connected(server, token, GRACE, GOOGLE);
    await changeSandbox(server, { accessTokenSeconds: 3600 });
    const over = Date.parse(account.tokenExpiresAt ?? '') - 900;
    while (Date.now() < over) await new Promise((go) => void setTimeout(go, 50));
    expect((await sendFrom(server, token, account.id)).status).toBe(200);
    expect(await refreshTokensOf(GRACE)).toBe(1);
    expect(Date.parse((await mailboxesOf(server, token))[0]?.tokenExpiresAt ?? '')).toBeGreaterThan(over + 60_000);
  });

  test('an alias that Google has verified may send, after sharedMailbox was asked for; any other is refused, not replaced', async () => {
    const plain = await connected(server, token, OMAR, GOOGLE);
    const from = { from: 'sales@tailspin.example' };
    expect(await sendFrom(server, token, plain.id, from)).toMatchObject({ status: 403, body: { code: 'SEND_AS_DENIED' } });
    const query = { features: 'sharedMailbox', reconnect: plain.id };
    expect(await connected(server, token, OMAR, { ...GOOGLE, query })).toMatchObject({ id: plain.id, maySendAs: true });
    expect((await sendFrom(server, token, plain.id, { ...from, subject: 'alias' })).status).toBe(200);
    expect((await mailOf('alias'))?.from.address).toBe('sales@tailspin.example');
    const boss = { from: 'boss@tailspin.example', subject: 'boss' };
    expect(await sendFrom(server, token, plain.id, boss)).toMatchObject({
      status: 403,
      body: { code: 'SEND_AS_DENIED', error: expect.stringContaining('Send mail as') },
    });
    expect(await mailOf('boss')).toBeUndefined();
  });

  test('an address that Google has not verified is not connected', async () => {
    const end = await trip(server, token, UMA, GOOGLE);
    expect(end).toMatchObject({ status: 'failed', error: { error: expect.stringContaining(`confirmed that ${UMA}`) } });
    expect(wordsOf(end.html)).toContain('Confirm the address at Google');
  });

  test('admin_policy_enforced: Google stops on its own page; the help says whose turn it is', async () => {
    await expect(trip(server, token, IVY, GOOGLE)).rejects.toThrow(/admin_policy_enforced/);
    const { body } = await api(server, 'GET', '/api/help/admin_policy_enforced');
    expect(body).toMatchObject({ matches: [{ source: 'google', who: 'admin', text: expect.stringMatching(/administrator/) }] });
  });

  test('a box that was cleared: not connected, and which one to tick', async () => {
    await forget();
    const end = await trip(server, token, { address: GRACE, withholds: ['gmail.send'] }, GOOGLE);
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'MAILBOX_PERMISSION_MISSING', error: expect.stringContaining('tick all boxes') },
    });
  });

  test('a “no” at Google', async () => {
    const end = await trip(server, token, { address: OMAR, decision: 'cancel' }, GOOGLE);
    expect(end).toMatchObject({ status: 'failed', error: { code: 'CONNECT_DECLINED' } });
  });

  test('withdrawn in the Google account: needs-reconnect, and connecting again mends the row', async () => {
    const { id } = await connected(server, token, OMAR, GOOGLE);
    await revokeAtSandbox(server, OMAR);
    expect((await sendFrom(server, token, id)).status).toBe(401);
    expect((await mailboxesOf(server, token)).find((each) => each.id === id)).toMatchObject({
      state: 'needs-reconnect',
      isActive: false,
      stateNext: 'Connect this mailbox again.',
    });
    expect(await connected(server, token, OMAR, { ...GOOGLE, query: { reconnect: id } })).toMatchObject({
      id,
      state: 'connected',
    });
  });

  test('another account than the one to be reconnected is refused by name', async () => {
    const { id } = await connected(server, token, OMAR, GOOGLE);
    const end = await trip(server, token, GRACE, { ...GOOGLE, query: { reconnect: id } });
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'CONNECT_WRONG_MAILBOX', error: expect.stringContaining(`${OMAR} is to be connected again`) },
    });
    // Named to the person who signed in; whoever started the trip does not learn who that was.
    expect(wordsOf(end.html)).toContain(`You signed in as ${GRACE}`);
    expect(JSON.stringify(end.error)).not.toContain(GRACE);
  });
});
