import { describe, expect, test } from '@jest/globals';
import type { SendRequest } from '../../../server/sandbox/sendLog.ts';
import { ANNA, annasSandbox } from '../../support/annasSandbox.ts';
import { ALL_SCOPES, mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const here = annasSandbox();

const get = async <T>(path: string): Promise<T> => (await fetch(`${here.sandbox.url}${path}`)).json() as Promise<T>;
const marked = (marker: string) =>
  mailTo('reader@example.com', { internetMessageHeaders: [{ name: 'x-mergepost-id', value: marker }] });
const sends = async () => (await get<{ sends: SendRequest[] }>('/sandbox/sends')).sends;

test('the mails that were taken are shown as Graph has them', async () => {
  await postMail(here.sandbox, here.token, marked('row-1'));
  expect(await get('/_state')).toMatchObject({
    sent: [
      {
        mailbox: ANNA,
        message: {
          subject: 'Invitation',
          toRecipients: [{ emailAddress: { address: 'reader@example.com' } }],
          internetMessageHeaders: [{ name: 'x-mergepost-id', value: 'row-1' }],
        },
      },
    ],
  });
});

describe('requests that send', () => {
  test('are noted with whose they were, when they came and when their answer was gone', async () => {
    const before = Date.now();
    await postMail(here.sandbox, here.token, marked('row-1'));
    const [entry] = await sends();
    expect(entry).toMatchObject({ mailbox: ANNA, marker: 'row-1', to: ['reader@example.com'], status: 202 });
    const { arrivedAt = 0, takenAt = 0, answeredAt = 0 } = entry ?? {};
    expect([before <= arrivedAt, arrivedAt <= takenAt, takenAt <= answeredAt, answeredAt <= Date.now()]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  test('are in flight until they are answered', async () => {
    here.sandbox.faults.next('send', { delayMs: 3000 });
    const answer = postMail(here.sandbox, here.token, marked('slow'));
    const inFlight = async () => (await get<{ sends: SendRequest[] }>('/sandbox/in-flight')).sends;
    await here.sandbox.mailbox.arrived(1);
    expect(await inFlight()).toMatchObject([{ marker: 'slow', takenAt: expect.any(Number), fault: { delayMs: 3000 } }]);
    await answer;
    expect(await inFlight()).toEqual([]);
  });

  test.each([
    ['cut before the mail is taken', { cut: 'before' as const }, false],
    ['cut after the mail was taken', { cut: 'after' as const }, true],
  ])('that are %s have no answer', async (_, fault, taken) => {
    here.sandbox.faults.next('send', fault);
    await expect(postMail(here.sandbox, here.token, marked('cut'))).rejects.toThrow();
    const [entry] = await sends();
    expect(entry).toMatchObject({ marker: 'cut', mailbox: ANNA });
    expect([entry?.answeredAt, entry?.takenAt !== undefined, entry?.fault]).toEqual([undefined, taken, fault]);
    expect(entry?.lostAt).toEqual(expect.any(Number));
  });

  test('of a client that went away meanwhile have none either', async () => {
    here.sandbox.faults.next('send', { delayMs: 60_000 });
    const going = new AbortController();
    const answer = fetch(`${here.sandbox.url}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(marked('gone')),
      signal: going.signal,
    });
    await here.sandbox.mailbox.arrived(1);
    going.abort();
    await expect(answer).rejects.toThrow();
    while (here.sandbox.sendLog.inFlight().length > 0) await sends();
    expect(await sends()).toMatchObject([{ marker: 'gone', takenAt: expect.any(Number), lostAt: expect.any(Number) }]);
  });
});

test('access tokens can end while refresh tokens live on', async () => {
  const { access_token, refresh_token = '' } = await tokensFor(here.sandbox, 'ben@contoso.example', ALL_SCOPES);
  here.sandbox.revoke('ben@contoso.example', { accessTokens: true, refreshTokens: false });
  expect((await postMail(here.sandbox, access_token, marked('x'))).status).toBe(401);
  const answer = await fetch(`${here.sandbox.url}/common/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token,
      client_id: here.sandbox.app.clientId,
      client_secret: here.sandbox.app.clientSecret,
    }),
  });
  const { access_token: fresh } = (await answer.json()) as { access_token: string };
  expect((await postMail(here.sandbox, fresh, marked('x'))).status).toBe(202);
});
