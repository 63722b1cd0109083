import { describe, expect, test } from '@jest/globals';
import { normalCode } from '../../../addin/session/runConnect.ts';
import type { ConnectMessage } from '../../../addin/office/connectMessage.ts';
import { connectionStatus, connectMailbox } from '../../../shared/api/accounts.ts';
import { openSession, signInStatus, startSignIn } from '../../../shared/api/session.ts';
import { anna } from '../../support/fakeData.ts';
import { openSessionBody, paneForTest, settle } from '../support/paneForTest.tsx';

const message: ConnectMessage = {
  source: 'mergepost',
  status: 'signed-in',
  connectId: 'c1',
  email: 'anna@contoso.com',
  code: 'ABCD-EFGH',
};
const failed = { success: false, error: 'Declined in the other window.', code: 'CONNECT_DECLINED', requestId: 'r1' };

async function signingIn() {
  const test = paneForTest({ signedIn: false });
  const startUrl = 'https://localhost:3000/start/c1?t=ticket';
  test.server.on(startSignIn, { body: { connectId: 'c1', startUrl, verifier: 'v1', expiresAt: '' } });
  test.server.on(signInStatus, { body: { status: 'pending' } });
  test.server.on(openSession, { body: openSessionBody });
  test.connect.start({ kind: 'sign-in' });
  await settle();
  return { ...test, at: () => test.connect.state().at };
}

describe('signing in and connecting in one trip', () => {
  test('the code arrives by itself, from a window in the language of the pane', async () => {
    const { windows, server, session, connect } = await signingIn();
    expect(windows.shown).toEqual(['https://localhost:3000/start/c1?t=ticket&lang=de']);
    windows.say({ kind: 'message', message });
    await settle();
    expect(server.asked(openSession)[0]?.body).toEqual({ connectId: 'c1', verifier: 'v1', code: 'ABCD-EFGH' });
    expect(connect.state()).toEqual({ at: 'connected', email: 'anna@contoso.com', trouble: null });
    expect(session.token()).toBe('secret-token');
    expect(windows.closed()).toBe(1);
  });

  test('a message that comes twice is heeded once', async () => {
    const { windows, server, at } = await signingIn();
    windows.say({ kind: 'message', message });
    windows.say({ kind: 'message', message });
    await settle();
    windows.say({ kind: 'message', message });
    await settle();
    expect([at(), server.asked(openSession).length]).toEqual(['connected', 1]);
  });

  test('two clicks open one window of one attempt', async () => {
    const test = paneForTest({ signedIn: false });
    let attempts = 0;
    test.server.on(startSignIn, () => {
      attempts += 1;
      return {
        body: { connectId: `c${attempts}`, startUrl: `https://localhost:3000/start/c${attempts}`, verifier: 'v', expiresAt: '' },
      };
    });
    test.connect.start({ kind: 'sign-in' });
    test.connect.start({ kind: 'sign-in' });
    await settle();
    expect(test.windows.shown).toHaveLength(1);
    expect(test.windows.closed()).toBe(1);
    expect(test.connect.state()).toMatchObject({ at: 'waiting', attempt: { connectId: 'c2' } });
  });

  test('a message for another attempt is not believed', async () => {
    const { windows, server, at } = await signingIn();
    windows.say({ kind: 'message', message: { ...message, connectId: 'other' } });
    await settle();
    expect([at(), server.asked(openSession).length]).toEqual(['waiting', 0]);
  });

  test('a code that does not arrive is asked for after a while, and a wrong one again', async () => {
    const { server, timers, connect } = await signingIn();
    server.on(signInStatus, { body: { status: 'code' } });
    await timers.pass(1500);
    expect(connect.state()).toMatchObject({ at: 'code', ask: false });
    await timers.pass(3000);
    expect(connect.state()).toMatchObject({ at: 'code', ask: true });
    server.on(openSession, { status: 401, body: { ...failed, code: 'SIGN_IN_CODE_WRONG' } });
    connect.typeCode('abcd efgi');
    await settle();
    expect(server.asked(openSession)[0]?.body).toMatchObject({ code: 'ABCD-EFGI' });
    expect(connect.state()).toMatchObject({ at: 'code', ask: true, wrong: { code: 'SIGN_IN_CODE_WRONG' } });
    server.on(openSession, { body: openSessionBody });
    connect.typeCode('ABCDEFGH');
    await settle();
    expect(connect.state().at).toBe('connected');
  });

  test('a window that looks closed changes nothing: the server decides', async () => {
    const { windows, connect, timers, server } = await signingIn();
    windows.say({ kind: 'closed' });
    expect(connect.state()).toMatchObject({ at: 'waiting', window: { kind: 'closed' } });
    await timers.pass(1500);
    expect(server.asked(signInStatus)).toHaveLength(1);
    connect.reopen();
    await settle();
    expect(windows.shown).toHaveLength(2);
    expect(connect.state()).toMatchObject({ at: 'waiting', window: { kind: 'open' } });
  });

  test('a server that is gone for a moment is asked again', async () => {
    const { server, timers, at } = await signingIn();
    server.on(signInStatus, { status: 502, body: '<html>' });
    await timers.pass(1500);
    expect(at()).toBe('waiting');
    server.on(signInStatus, { body: { status: 'failed', error: failed } });
    await timers.pass(1500);
    expect(at()).toBe('failed');
  });

  // The window has closed itself with its code by then: another one would be a whole new sign-in.
  test('a server that starts again just when the code comes is given the code a little later', async () => {
    const { windows, server, timers, connect } = await signingIn();
    server.on(openSession, { status: 502, body: '<html>' });
    windows.say({ kind: 'message', message });
    await settle();
    await timers.pass(1500);
    expect([connect.state().at, server.asked(openSession).length]).toEqual(['finishing', 2]);
    server.on(openSession, { body: openSessionBody });
    await timers.pass(1500);
    expect(connect.state()).toEqual({ at: 'connected', email: 'anna@contoso.com', trouble: null });
    expect(timers.count()).toBe(0);
  });

  test('the late answer to an attempt that was left signs nobody in while the next one is under way', async () => {
    const { windows, server, session, connect } = await signingIn();
    let late: (body: unknown) => void = () => undefined;
    server.on(openSession, {
      body: new Promise((resolve) => {
        late = resolve;
      }),
    });
    windows.say({ kind: 'message', message });
    await settle();
    connect.leave();
    server.on(startSignIn, { body: { connectId: 'c2', startUrl: 'https://localhost:3000/c2', verifier: 'v2', expiresAt: '' } });
    connect.start({ kind: 'sign-in' });
    await settle();
    server.on(openSession, { body: new Promise(() => undefined) });
    windows.say({ kind: 'message', message: { ...message, connectId: 'c2', email: 'ben@contoso.com' } });
    await settle();
    late(openSessionBody);
    await settle();
    expect([connect.state().at, session.token()]).toEqual(['finishing', null]);
  });

  test('a code that was taken, but whose answer was lost, is no “connected”: there is no session', async () => {
    const { windows, server, timers, connect, session } = await signingIn();
    server.on(openSession, { status: 502, body: '' });
    windows.say({ kind: 'message', message });
    await settle();
    server.on(openSession, { status: 401, body: { ...failed, code: 'SIGN_IN_CODE_WRONG' } });
    server.on(signInStatus, { body: { status: 'done' } });
    await timers.pass(1500);
    await timers.pass(1500);
    expect([connect.state().at, session.token()]).toEqual(['expired', null]);
  });

  test('a server that stays away ends the attempt after a minute, and nobody is asked any more after leaving', async () => {
    const { windows, server, timers, connect } = await signingIn();
    server.on(openSession, { status: 503, body: '' });
    windows.say({ kind: 'message', message });
    await settle();
    for (let second = 0; second < 60; second += 1.5) await timers.pass(1500);
    expect(connect.state()).toMatchObject({ at: 'failed', failure: { code: 'SERVER_AWAY' } });
    const other = await signingIn();
    other.server.on(openSession, { status: 503, body: '' });
    other.windows.say({ kind: 'message', message });
    await settle();
    other.connect.leave();
    await other.timers.pass(60_000);
    expect(other.server.asked(openSession)).toHaveLength(1);
  });

  test.each([
    ['an expired attempt', { body: { status: 'expired' } }],
    ['an attempt the server no longer knows', { status: 404, body: { ...failed, code: 'CONNECTION_NOT_FOUND' } }],
  ])('%s ends as expired', async (_, reply) => {
    const { server, timers, at } = await signingIn();
    server.on(signInStatus, reply);
    await timers.pass(1500);
    expect(at()).toBe('expired');
    expect(timers.count()).toBe(0);
  });

  test('leaving stops asking', async () => {
    const { connect, timers, server, windows } = await signingIn();
    connect.leave();
    await timers.pass(60_000);
    expect([connect.state().at, server.asked(signInStatus).length, windows.closed()]).toEqual(['idle', 0, 1]);
  });

  test('a start that is refused says why', async () => {
    const { connect, server } = paneForTest({ signedIn: false });
    server.on(startSignIn, { status: 403, body: { ...failed, code: 'SIGN_IN_OFF' } });
    connect.start({ kind: 'sign-in' });
    await settle();
    expect(connect.state()).toMatchObject({ at: 'failed', failure: { code: 'SIGN_IN_OFF' } });
  });
});

describe('a further mailbox', () => {
  test('asks to confirm in the other window, then is connected', async () => {
    const { connect, server, timers } = paneForTest();
    server.on(connectMailbox, { body: { authUrl: '', connectId: 'c2', startUrl: 'https://localhost:3000/s', expiresAt: '' } });
    server.on(connectionStatus, { body: { status: 'confirm' } });
    connect.start({
      kind: 'mailbox',
      wish: { providerKey: 'contoso', name: null, reconnect: 'acc-1', features: ['sharedMailbox', 'followUp'] },
    });
    await settle();
    expect(server.asked(connectMailbox)[0]?.url).toBe(
      '/api/email/auth/contoso/connect?reconnect=acc-1&features=sharedMailbox%2CfollowUp',
    );
    await timers.pass(1500);
    expect(connect.state().at).toBe('confirm');
    server.on(connectionStatus, { body: { status: 'connected', provider: anna } });
    await timers.pass(1500);
    expect(connect.state()).toEqual({ at: 'connected', email: anna.emailAddress, trouble: null });
  });

  test('a message alone connects nothing', async () => {
    const { connect, server, windows } = paneForTest();
    server.on(connectMailbox, { body: { authUrl: '', connectId: 'c1', startUrl: 'https://localhost:3000/s', expiresAt: '' } });
    connect.start({ kind: 'mailbox', wish: { providerKey: 'microsoft', name: 'Microsoft' } });
    await settle();
    windows.say({ kind: 'message', message: { ...message, status: 'connected' } });
    expect(connect.state().at).toBe('waiting');
  });
});

test.each([
  ['abcd-efgh', 'ABCD-EFGH'],
  [' ABCD EFGH ', 'ABCD-EFGH'],
  ['abcdefghij', 'ABCD-EFGH'],
  ['abc', 'ABC'],
])('the code %s is read as %s', (typed, code) => {
  expect(normalCode(typed)).toBe(code);
});
