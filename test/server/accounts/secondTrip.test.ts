/** The way back from a provider: the second trip, answers from elsewhere, administrators, mailboxes that cannot send yet. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { attemptPlace } from '../../../server/accounts/connectDeps.ts';
import { attemptFinisher } from '../../../server/accounts/finishAttempt.ts';
import { aConnectHouse, type Browser, type ConnectHouse, SERVER, type Shown } from '../../support/aConnectHouse.ts';
import { dataOf } from '../../support/aServer.ts';
import { SWITCHED_OFF } from '../../support/fakeProvider.ts';

let house: ConnectHouse;
let browser: Browser;

beforeEach(async () => {
  house = await aConnectHouse();
  browser = house.browser();
});
afterEach(() => house.close());

const stateOf = (url: string): string => new URL(url).searchParams.get('state') ?? '';

/** The provider sends the browser back with this code. */
function comeBack(authUrl: string, code: string, { key = 'mail', more = '', from = browser } = {}): Promise<Shown> {
  return from.open(`/api/email/auth/${key}/callback?code=${code}&state=${stateOf(authUrl)}${more}`);
}

async function statusOf(connectId: string): Promise<string | undefined> {
  return (await house.deps.attempts.byId(connectId))?.status;
}

const accounts = () => house.db.selectFrom('email_providers').selectAll().execute();

describe('a grant that does not last', () => {
  test('sends the browser to the provider once more, asking for consent, with everything new', async () => {
    const { authUrl, connectId } = await house.start('anna');
    const again = await comeBack(authUrl, 'anna');
    expect(again.status).toBe(302);
    expect(again.headers['cache-control']).toBe('no-store');
    const next = new URL(again.location ?? '');
    expect(next.searchParams.get('prompt')).toBe('consent');
    expect(next.searchParams.get('login_hint')).toBe('anna@mail.example');
    const [first, second] = house.providers.mail.asked;
    for (const name of ['state', 'nonce', 'challenge'] as const) expect(second?.[name]).not.toBe(first?.[name]);
    expect(await statusOf(connectId)).toBe('pending');
    expect(await accounts()).toEqual([]);
  });

  test('is connected by the second trip, in the same attempt', async () => {
    const { authUrl, connectId } = await house.start('anna');
    const again = await comeBack(authUrl, 'anna');
    expect(dataOf((await comeBack(again.location ?? '', 'anna.lasting')).text, 'status')).toBe('connected');
    expect(await statusOf(connectId)).toBe('connected');
    expect(await accounts()).toMatchObject([
      { email_address: 'anna@mail.example', refresh_token: expect.stringMatching(/^v1\./) },
    ]);
  });

  test('tells whoever started it nothing about who went', async () => {
    const { authUrl, startUrl } = await house.start('ben');
    const again = await comeBack(authUrl, 'carl');
    expect(again.status).toBe(302);
    const starter = await house.browser().open(startUrl.replace(SERVER, ''));
    expect(starter.text).not.toContain('carl');
    // The trip itself goes on.
    expect((await comeBack(again.location ?? '', 'carl.lasting')).text).toContain('carl@mail.example');
  });

  test('leaves the old state dead, with the old code, the new code and with a refusal', async () => {
    const { authUrl, connectId } = await house.start('anna');
    await comeBack(authUrl, 'anna');
    for (const query of ['code=anna', 'code=anna.lasting', 'error=access_denied']) {
      const shown = await browser.open(`/api/email/auth/mail/callback?${query}&state=${stateOf(authUrl)}`);
      expect([shown.status, dataOf(shown.text, 'status')]).toEqual([400, 'failed']);
    }
    expect(await statusOf(connectId)).toBe('pending');
    expect(house.providers.mail.redeemed).toEqual(['anna']);
  });

  test('goes there twice at most: then the hour is all there is', async () => {
    const { authUrl } = await house.start('anna');
    const again = await comeBack(authUrl, 'anna');
    expect((await comeBack(again.location ?? '', 'anna.again')).status).toBe(200);
    expect(await accounts()).toMatchObject([{ refresh_token: null }]);
  });

  test('goes on where the start page is opened again, in the second trip too', async () => {
    const { authUrl, startUrl } = await house.start('anna');
    const again = await comeBack(authUrl, 'anna');
    const onward = new URL(again.location ?? '');
    onward.searchParams.delete('login_hint');
    expect((await browser.open(startUrl)).text).toContain(`href="${onward.href.replaceAll('&', '&amp;')}"`);
  });

  test('of two callbacks at once with one code both lead to the one second trip', async () => {
    const { authUrl } = await house.start('anna');
    const both = await Promise.all([comeBack(authUrl, 'anna'), comeBack(authUrl, 'anna')]);
    expect(both[0].location).toBe(both[1].location);
    expect(house.providers.mail.asked).toHaveLength(2);
  });

  test('asks the person only after the second trip where the mailbox is not the user’s own', async () => {
    const { authUrl, connectId } = await house.start('ben');
    const again = await comeBack(authUrl, 'carl');
    expect(again.status).toBe(302);
    const question = await comeBack(again.location ?? '', 'carl.lasting');
    expect(await statusOf(connectId)).toBe('confirm');
    expect((await browser.press(question, 'answer', 'yes')).text).toContain('carl@mail.example is connected');
  });

  test('does not outlive the attempt', async () => {
    const { authUrl } = await house.start('anna');
    const again = await comeBack(authUrl, 'anna');
    house.clock.step(10 * 60_000);
    expect(dataOf((await comeBack(again.location ?? '', 'anna.lasting')).text, 'status')).toBe('failed');
    expect(await accounts()).toEqual([]);
  });

  test.each([{ code: 'anna' }, { code: 'anna.lasting' }, { error: 'access_denied' }])(
    'is not disturbed by a late answer to the first trip: %j',
    async (query) => {
      const { authUrl, connectId } = await house.start('anna');
      const stale = await house.deps.attempts.byId(connectId);
      const again = await comeBack(authUrl, 'anna');
      const late = await attemptFinisher(house.deps)(stale, { key: 'mail', query });
      expect(late.status).toBe('failed');
      expect(dataOf((await comeBack(again.location ?? '', 'anna.lasting')).text, 'status')).toBe('connected');
    },
  );

  test('answers a program that asked for JSON the same way', async () => {
    const { authUrl } = await house.start('anna');
    const answer = await browser.open(`/api/email/auth/mail/callback?code=anna&state=${stateOf(authUrl)}`, 'application/json');
    expect([answer.status, answer.location]).toEqual([302, expect.stringContaining('prompt=consent')]);
  });
});

describe('no second trip', () => {
  async function connected(code = 'anna.lasting'): Promise<string> {
    await comeBack((await house.start('anna')).authUrl, code);
    const [account] = await accounts();
    return account?.id ?? '';
  }

  test('where the provider gives lasting permission every time or never', async () => {
    const { authUrl } = await house.start('anna', { provider: house.providers.other });
    expect((await comeBack(authUrl, 'anna', { key: 'other' })).status).toBe(200);
  });

  test('where the lasting permission of this mailbox is here: it is kept', async () => {
    await connected();
    const [before] = await accounts();
    expect((await comeBack((await house.start('anna')).authUrl, 'anna')).status).toBe(200);
    const [after] = await accounts();
    expect(after?.refresh_token).toBe(before?.refresh_token);
    expect(after?.access_token).not.toBe(before?.access_token);
  });

  test.each(['needs-reconnect', 'disconnected'] as const)('but where that one is %s', async (state) => {
    const id = await connected();
    await house.deps.store.update(id, { state });
    expect((await comeBack((await house.start('anna')).authUrl, 'anna')).status).toBe(302);
  });

  test('but where that one came through another app', async () => {
    const id = await connected();
    await house.deps.store.update(id, { app: 'other' });
    expect((await comeBack((await house.start('anna')).authUrl, 'anna')).status).toBe(302);
  });

  test('where consent was asked for at once: by the caller, by the app, and when a mailbox is connected again', async () => {
    const asked = await house.start('anna', { prompt: 'consent' });
    expect((await comeBack(asked.authUrl, 'anna.1')).status).toBe(200);
    await house.db.deleteFrom('email_providers').execute();

    house.providers.mail.app = { ...house.providers.mail.app, prompt: 'consent' };
    expect((await comeBack((await house.start('anna')).authUrl, 'anna.2')).status).toBe(200);
    house.providers.mail.app = { ...house.providers.mail.app, prompt: 'none' };

    const [account] = await accounts();
    const { authUrl } = await house.start('anna', { reconnectId: account?.id ?? '' });
    const query = new URL(authUrl).searchParams;
    expect([query.get('prompt'), query.get('login_hint')]).toEqual(['consent', 'anna@mail.example']);
  });

  test('where another mailbox came than the one that is to be connected again: it is refused by name and given back', async () => {
    const id = await connected();
    const { authUrl } = await house.start('anna', { reconnectId: id, prompt: 'select_account' });
    const shown = await comeBack(authUrl, 'carl.lasting');
    expect(shown.text).toContain('You signed in as carl@mail.example, but anna@mail.example');
    expect(house.providers.mail.revoked).toEqual(['refresh of carl.lasting']);
  });
});

describe('an answer from elsewhere', () => {
  test('at the address of another app is refused, nothing is redeemed anywhere, and the attempt is over', async () => {
    const { authUrl, connectId } = await house.start('anna');
    const shown = await comeBack(authUrl, 'anna.lasting', { key: 'other' });
    expect([shown.status, dataOf(shown.text, 'status')]).toEqual([200, 'failed']);
    expect(shown.text).toContain('came from another place');
    expect(await statusOf(connectId)).toBe('failed');
    await comeBack(authUrl, 'anna.lasting');
    expect([house.providers.mail.redeemed, house.providers.other.redeemed]).toEqual([[], []]);
  });

  test('that names another issuer is refused (RFC 9207)', async () => {
    const { authUrl } = await house.start('anna');
    const shown = await comeBack(authUrl, 'anna.lasting', { more: '&iss=https%3A%2F%2Fother.example' });
    expect(dataOf(shown.text, 'status')).toBe('failed');
    expect(house.providers.mail.redeemed).toEqual([]);
  });

  test('that names the right issuer is taken', async () => {
    const { authUrl } = await house.start('anna');
    const shown = await comeBack(authUrl, 'anna.lasting', { more: '&iss=https%3A%2F%2Fmail.example' });
    expect(dataOf(shown.text, 'status')).toBe('connected');
  });

  test('does not undo what is connected', async () => {
    const { authUrl, connectId } = await house.start('anna');
    await comeBack(authUrl, 'anna.lasting');
    await comeBack(authUrl, 'anna.lasting', { key: 'other' });
    expect(await statusOf(connectId)).toBe('connected');
  });

  test('of an app that was switched off meanwhile is not used', async () => {
    const { authUrl } = await house.start('anna');
    house.providers.mail.app = { ...house.providers.mail.app, enabled: false };
    expect((await comeBack(authUrl, 'anna.lasting')).text).toContain('cannot be connected here any more');
    expect(house.providers.mail.redeemed).toEqual([]);
  });

  test('that refuses is explained in the provider’s name', async () => {
    const { authUrl } = await house.start('anna');
    const shown = await browser.open(`/api/email/auth/mail/callback?error=server_error&state=${stateOf(authUrl)}`);
    expect(shown.text).toContain('Fine Mail had a fault');
  });
});

describe('the pages', () => {
  test('name the provider, escaped', async () => {
    const { startUrl } = await house.start('anna', { provider: house.providers.other });
    const { text } = await browser.open(startUrl);
    expect(text).toContain('<h1>On to Other &amp; Co …</h1>');
    expect(text).not.toMatch(/Microsoft|provider/);
  });
});

describe('a mailbox that sends by SMTP', () => {
  test('waits for the click without its access token, which is written nowhere', async () => {
    house.providers.mail.wire = {
      kind: 'smtp',
      smtp: { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' },
      imap: null,
    };
    const { authUrl, connectId } = await house.start('anna');
    const asked = await comeBack(authUrl, 'carl.lasting');
    const row = await house.deps.attempts.byId(connectId);
    const waiting = await house.deps.vault.open(row?.waiting ?? '', attemptPlace(connectId, 'waiting'));
    expect(JSON.parse(waiting)).toMatchObject({ address: 'carl@mail.example', grant: { accessToken: '' } });
    await browser.press(asked, 'answer', 'yes');
    const [account] = await accounts();
    expect(account).toMatchObject({ state: 'connected', access_token: null, refresh_token: expect.stringMatching(/^v1\./) });
    expect(house.deps.store.inMemory.of(account?.id ?? '', account?.token_version ?? 0)).toBeUndefined();
  });
});

describe('a mailbox that cannot send yet', () => {
  test('is connected, and the page says why and what to do, without closing by itself', async () => {
    const { authUrl } = await house.start('anna');
    const shown = await comeBack(authUrl, 'anna.lasting.switched-off');
    expect([dataOf(shown.text, 'status'), dataOf(shown.text, 'stay')]).toEqual(['connected', 'yes']);
    expect(shown.text).toContain(SWITCHED_OFF.reason);
    expect(shown.text).toContain('<a href="https://aka.ms/smtp_auth_disabled" rel="noreferrer">');
    expect(await accounts()).toMatchObject([{ state: 'needs-admin', is_active: 0 }]);
  });

  test('says the same after a reload, after the question, and as JSON', async () => {
    const { authUrl } = await house.start('anna');
    await comeBack(authUrl, 'anna.lasting.switched-off');
    expect((await comeBack(authUrl, 'anna.lasting.switched-off')).text).toContain(SWITCHED_OFF.reason);
    const json = await browser.open(
      `/api/email/auth/mail/callback?code=anna.lasting.switched-off&state=${stateOf(authUrl)}`,
      'application/json',
    );
    expect(JSON.parse(json.text)).toMatchObject({
      success: true,
      status: 'connected',
      trouble: { reason: SWITCHED_OFF.reason, next: SWITCHED_OFF.next },
    });
    const question = await comeBack((await house.start('ben')).authUrl, 'carl.lasting.switched-off');
    const both = await Promise.all([browser.press(question, 'answer', 'yes'), browser.press(question, 'answer', 'yes')]);
    expect(both.map(({ text }) => text.includes(SWITCHED_OFF.reason))).toEqual([true, true]);
  });
});

describe('a person who says no', () => {
  test('keeps nothing here, and the permission is withdrawn at the provider', async () => {
    const question = await comeBack((await house.start('ben')).authUrl, 'carl.lasting');
    await browser.press(question, 'answer', 'no');
    expect(house.providers.mail.revoked).toEqual(['refresh of carl.lasting']);
    expect(await accounts()).toEqual([]);
  });

  test('loses nothing that somebody here has connected of the same mailbox', async () => {
    await comeBack((await house.start('anna')).authUrl, 'anna.lasting');
    const question = await comeBack((await house.start('ben')).authUrl, 'anna.lasting.2');
    await browser.press(question, 'answer', 'no');
    expect(house.providers.mail.revoked).toEqual([]);
  });
});

describe('an administrator who comes back', () => {
  test.each([
    [true, 'Allowed', 'granted', 200],
    [false, 'Not allowed', 'declined', 400],
  ])('having allowed it: %s', async (granted, title, status, code) => {
    house.consents.set('of-an-administrator', { granted, sentence: 'This is how it is <now>.' });
    const query = `admin_consent=${granted ? 'True' : 'False'}&tenant=t&state=of-an-administrator`;
    const shown = await browser.open(`/api/email/auth/mail/callback?${query}`);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain(`<h1>${title}</h1><p>This is how it is &lt;now&gt;.</p>`);
    const json = await browser.open(`/api/email/auth/mail/callback?${query}`, 'application/json');
    expect([json.status, JSON.parse(json.text)]).toMatchObject([code, { success: granted, status }]);
  });

  test('with a state that nobody knows is told to start again', async () => {
    expect((await browser.open(`${SERVER}/api/email/auth/mail/callback?admin_consent=True&state=x`)).status).toBe(400);
  });
});
