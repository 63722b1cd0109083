/** Asking an administrator: which organisation is asked for what, what comes back, and what it is worth. */
import { describe, expect, test } from '@jest/globals';
import { type AppsHouse, anAppsRoom } from '../../support/anAppsRoom.ts';

const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const FABRIKAM = '5b8d3f10-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';
const DAY = 24 * 3600_000;

interface Asked {
  id: string;
  url: string;
  note: string;
  expiresAt: string;
  code?: string;
  error?: string;
}

function ask(house: AppsHouse, body: object = {}, key = 'microsoft', tid?: string) {
  return house.call<Asked>('ben', 'POST', `/api/email/auth/${key}/admin-consent`, { body, ...(tid !== undefined && { tid }) });
}
const stateOf = ({ url }: Asked): string => new URL(url).searchParams.get('state') ?? '';
const statusOf = async (house: AppsHouse, id: string, user: 'anna' | 'ben' = 'ben') =>
  (await house.call<{ status?: string; code?: string }>(user, 'GET', `/api/email/auth/admin-consents/${id}`)).body;

describe('the link', () => {
  test.each<[string, object, string | undefined, string]>([
    ['common', {}, undefined, 'organizations'],
    // The mailbox may belong to another organisation than the person who asks.
    ['organizations', {}, CONTOSO, 'organizations'],
    ['common', { tenant: CONTOSO }, CONTOSO, CONTOSO],
    [FABRIKAM, {}, CONTOSO, FABRIKAM],
    ['fabrikam.com', {}, CONTOSO, 'fabrikam.com'],
    ['common', { tenant: 'contoso.com' }, FABRIKAM, 'contoso.com'],
    ['common', { tenant: 'organizations' }, undefined, 'organizations'],
    ['fabrikam.com', { tenant: FABRIKAM }, undefined, FABRIKAM],
  ])('app for %s, asked %o by somebody of %s: %s', async (tenant, body, tid, segment) => {
    const house = await anAppsRoom({ tenant });
    const { status, body: asked } = await ask(house, body, 'microsoft', tid);
    expect(status).toBe(200);
    expect(new URL(asked.url).pathname).toBe(`/${segment}/v2.0/adminconsent`);
  });

  test('asks for what a connection asks for, comes back to the app’s own redirect URI, and is in the note', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house, { features: ['followUp'] });
    const query = new URL(body.url).searchParams;
    expect(query.get('client_id')).toBe('settings-client');
    expect(query.get('redirect_uri')).toBe('https://mail.example.com/api/email/auth/microsoft/callback');
    expect(query.get('scope')).toMatch(/Mail\.Send .*Mail\.Read$/);
    expect(stateOf(body).length).toBeGreaterThan(40);
    expect(body.note).toContain(`\n${body.url}\n`);
    expect(body.note).toMatch(/to find bounces.*Ben Berg$/s);
    expect(Date.parse(body.expiresAt)).toBe(house.clock.now() + 7 * DAY);
  });

  test('keeps no state in clear', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    expect(JSON.stringify(await house.db.selectFrom('consent_requests').selectAll().execute())).not.toContain(stateOf(body));
  });

  test.each<[string, object, string, number, RegExp]>([
    ['common', { tenant: 'common' }, 'microsoft', 400, /“common” is no organisation/],
    ['common', { tenant: 'consumers' }, 'microsoft', 400, /“consumers” is no organisation/],
    ['common', { tenant: PERSONAL }, 'microsoft', 400, /is no organisation/],
    ['consumers', {}, 'microsoft', 400, /for personal accounts, and those have no administrator/],
    [CONTOSO, { tenant: FABRIKAM }, 'microsoft', 400, /for one organisation only/],
    ['common', {}, 'google', 400, /Only Microsoft has a page/],
    ['common', {}, 'asleep', 404, /cannot be connected here/],
    ['common', {}, 'nowhere', 404, /cannot be connected here/],
    ['common', { tenant: 'a b' }, 'microsoft', 400, /body\.tenant/],
  ])('of an app for %s, asked %o at %s, is refused: %p', async (tenant, body, key, status, sentence) => {
    const house = await anAppsRoom({ tenant });
    for (const app of [
      { kind: 'google', clientId: 'g', clientSecret: 's' },
      { kind: 'microsoft', key: 'asleep', clientId: 'm', clientSecret: 's', enabled: false },
    ]) {
      await house.call('anna', 'POST', '/api/email/apps', { body: app });
    }
    const answer = await ask(house, body, key);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatch(sentence);
  });

  test('of somebody’s own app is not for others', async () => {
    const house = await anAppsRoom();
    const own = await house.room.own.draft('anna', { kind: 'microsoft', clientId: 'own' });
    await house.room.own.keep(own);
    expect((await ask(house, {}, own.key)).status).toBe(404);
  });
});

describe('the answer', () => {
  test('granted: thanks, and the person who asked sees it', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    expect(await statusOf(house, body.id)).toEqual({ status: 'open' });
    const answer = await house.room.consentAnswered({ state: stateOf(body), admin_consent: 'True' });
    expect(answer).toEqual({ granted: true, sentence: expect.stringMatching(/now allowed for your organisation/) });
    expect(await statusOf(house, body.id)).toEqual({ status: 'granted' });
  });

  test.each([
    [
      { error: 'access_denied', error_description: 'AADSTS65004: declined' },
      /^Mergepost was not allowed, and nothing has changed/,
      null,
    ],
    [
      { error: 'invalid_client', error_description: 'AADSTS650051: x' },
      /did not take the approval \(AADSTS650051\)/,
      'AADSTS650051',
    ],
    [{ error: '<script>alert(1)</script>' }, /did not take the approval \(unknown_error\)/, 'unknown_error'],
    [{}, /was not allowed/, null],
    [{ admin_consent: 'False' }, /was not allowed/, null],
  ])('%o: declined, with a sentence and no closed door', async (said, sentence, code) => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    const answer = await house.room.consentAnswered({ state: stateOf(body), ...said });
    const refusal = { code, until: Date.parse('2026-06-08T09:00:00Z') };
    expect(answer).toEqual({ granted: false, sentence: expect.stringMatching(sentence), refusal });
    expect(answer?.sentence).toMatch(/link is good until 2026-06-08/);
    expect(await statusOf(house, body.id)).toEqual({ status: 'declined' });
    await house.room.consentAnswered({ state: stateOf(body), admin_consent: 'True' });
    expect(await statusOf(house, body.id)).toEqual({ status: 'granted' });
  });

  test('what was granted is not undone by a later refusal', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    await house.room.consentAnswered({ state: stateOf(body), admin_consent: 'True' });
    await house.room.consentAnswered({ state: stateOf(body), error: 'access_denied' });
    expect(await statusOf(house, body.id)).toEqual({ status: 'granted' });
  });

  test('after a week it is not counted, and says so', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    house.clock.step(7 * DAY);
    const answer = await house.room.consentAnswered({ state: stateOf(body), admin_consent: 'True' });
    expect(answer).toEqual({ granted: false, sentence: expect.stringMatching(/more than a week old/) });
    expect(await statusOf(house, body.id)).toEqual({ status: 'expired' });
  });

  test('with a state that nobody knows is nobody’s', async () => {
    const house = await anAppsRoom();
    await ask(house);
    expect(await house.room.consentAnswered({ state: 'guessed', admin_consent: 'True' })).toBeUndefined();
    expect(await house.room.consentAnswered({ admin_consent: 'True' })).toBeUndefined();
  });

  test('is seen only by the person who asked, and forgotten a month after its end', async () => {
    const house = await anAppsRoom();
    const { body } = await ask(house);
    expect(await statusOf(house, body.id, 'anna')).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
    house.clock.step(30 * DAY);
    await house.room.sweep();
    expect(await statusOf(house, body.id)).toEqual({ status: 'expired' });
    house.clock.step(8 * DAY);
    await house.room.sweep();
    expect(await statusOf(house, body.id)).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });
});
