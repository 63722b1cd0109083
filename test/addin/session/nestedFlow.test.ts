/** Who is in the pane, inside Office: without a click where it can be, with one where it must, by the window where nothing else works. */
import { describe, expect, test } from '@jest/globals';
import type { NestedToken } from '../../../addin/office/nestedTokens.ts';
import { connectionStatus, connectMailbox, listAccounts } from '../../../shared/api/accounts.ts';
import { about, endSession, openOfficeSession, startSignIn } from '../../../shared/api/session.ts';
import { anna } from '../../support/fakeData.ts';
import { openSessionBody, paneForTest, settle as settleOnce } from '../support/paneForTest.tsx';

const OFFICE = { clientId: 'c', authority: 'https://login.example/common', scope: 'api://c/access_as_user' };
const START = 'https://localhost:3000/start/c1';
/** In the language of the pane. */
const SHOWN = `${START}?lang=de`;
const refusal = { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } };

/** @param answers what the host says, one after the other; the last one again and again. */
function inOffice(...answers: (NestedToken | Promise<NestedToken>)[]) {
  const asked: ('silent' | 'any')[] = [];
  const getToken = async (_ask: unknown, how: 'silent' | 'any'): Promise<NestedToken> => {
    asked.push(how);
    return answers[Math.min(asked.length, answers.length) - 1] ?? { ok: false, why: 'none' };
  };
  const pane = paneForTest({ signedIn: false, getToken });
  const started = { connectId: 'c1', startUrl: START, expiresAt: '' };
  pane.server.on(about, { body: { name: '', version: '', mode: 'microsoft', ownSignIn: true, office: OFFICE, limits: {} } });
  pane.server.on(openOfficeSession, { body: openSessionBody });
  pane.server.on(startSignIn, { body: { ...started, verifier: 'v1' } });
  pane.server.on(connectMailbox, { body: { ...started, authUrl: '' } });
  pane.server.on(listAccounts, { body: { success: true, providers: [], count: 0 } });
  return { ...pane, asked, press: () => pane.connect.start({ kind: 'sign-in' }) };
}

/** Several answers come one after the other. */
async function settle(): Promise<void> {
  for (let answer = 0; answer < 4; answer += 1) await settleOnce();
}

const TOKEN: NestedToken = { ok: true, accessToken: 'from Office' };
const NONE: NestedToken = { ok: false, why: 'none' };

describe('one click on “Connect email account”', () => {
  test('brings somebody in by Office, and connects their mailbox in the same click', async () => {
    const { press, server, windows, session, connect, timers, asked } = inOffice(TOKEN);
    press();
    await settle();
    expect(asked).toEqual(['any']);
    expect(server.asked(openOfficeSession)[0]?.body).toEqual({ accessToken: 'from Office' });
    expect([session.token(), windows.shown, server.asked(startSignIn).length]).toEqual(['secret-token', [SHOWN], 0]);
    expect(server.asked(connectMailbox)[0]?.url).toContain('/microsoft/connect?loginHint=anna.berger%40contoso.com');
    server.on(connectionStatus, { body: { status: 'connected', provider: anna } });
    await timers.pass(1500);
    expect(connect.state()).toEqual({ at: 'connected', email: anna.emailAddress, trouble: null });
  });

  test('opens no window for somebody whose mailbox is here already', async () => {
    const { press, server, windows, connect } = inOffice(TOKEN);
    server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
    press();
    await settle();
    expect(connect.state()).toEqual({ at: 'connected', email: anna.emailAddress, trouble: null });
    expect(windows.shown).toEqual([]);
  });

  test('goes to the window, with the code as ever, when Office brings nobody', async () => {
    const { press, server, windows, connect } = inOffice(NONE);
    press();
    await settle();
    expect(server.asked(startSignIn)).toHaveLength(1);
    expect([windows.shown, connect.state()]).toMatchObject([[SHOWN], { at: 'waiting', attempt: { verifier: 'v1' } }]);
  });

  test('goes to the window when our server does not take what Office brought', async () => {
    const { press, server, windows, connect } = inOffice(TOKEN);
    server.on(openOfficeSession, refusal);
    press();
    await settle();
    expect(connect.purpose()).toEqual({ kind: 'sign-in', officeRefused: true });
    expect([windows.shown, server.asked(startSignIn).length]).toEqual([[SHOWN], 1]);
  });

  test('asks Office for nothing where the server has it off', async () => {
    const { press, server, asked, windows } = inOffice(TOKEN);
    server.on(about, { body: { name: '', version: '', mode: 'microsoft', ownSignIn: true, office: null, limits: {} } });
    press();
    await settle();
    expect([asked, windows.shown]).toEqual([[], [SHOWN]]);
  });

  test('whoever closes Office’s window is back where they were, and the next click takes ours', async () => {
    const { press, connect, windows, asked } = inOffice({ ok: false, why: 'stopped' });
    press();
    await settle();
    expect([connect.state().at, windows.shown]).toEqual(['idle', []]);
    press();
    await settle();
    expect([asked, windows.shown]).toEqual([['any'], [SHOWN]]);
  });

  test('leaving while Office is asked opens nothing afterwards', async () => {
    const { press, connect, windows } = inOffice(NONE);
    press();
    connect.leave();
    await settle();
    expect([connect.state().at, windows.shown]).toEqual(['idle', []]);
  });
});

describe('opening the pane', () => {
  test('somebody who is signed in to Office is in without a click', async () => {
    const { comeBack, session, asked } = inOffice(TOKEN);
    await comeBack.start();
    expect([session.token(), asked, comeBack.busy()]).toEqual(['secret-token', ['silent'], false]);
  });

  test('nobody is asked anything when that does not work', async () => {
    const { comeBack, session, windows, asked } = inOffice({ ok: false, why: 'person' });
    await comeBack.start();
    expect([session.token(), asked, windows.shown]).toEqual([null, ['silent'], []]);
  });

  test('whoever signed in by the window meanwhile stays who they are, whoever Office knows', async () => {
    let answer: (token: NestedToken) => void = () => undefined;
    const pane = inOffice(new Promise<NestedToken>((resolve) => (answer = resolve)));
    const coming = pane.comeBack.start();
    await settle();
    pane.session.accept({ ...openSessionBody, token: 'by the window' });
    answer(TOKEN);
    await coming;
    expect([pane.session.token(), pane.server.asked(openOfficeSession).length]).toEqual(['by the window', 0]);
  });

  test('also where our server takes its time', async () => {
    const { comeBack, session, server } = inOffice(TOKEN);
    server.on(openOfficeSession, () => {
      session.accept({ ...openSessionBody, token: 'by the window' });
      return { body: openSessionBody };
    });
    await comeBack.start();
    expect(session.token()).toBe('by the window');
  });

  test('the door is not shown where Office brought somebody in the last time', async () => {
    const { comeBack, session, server } = inOffice(TOKEN);
    const first = comeBack.start();
    expect(comeBack.busy()).toBe(false);
    await first;
    server.on(endSession, { body: { success: true } });
    const busy: boolean[] = [];
    comeBack.subscribe(() => busy.push(comeBack.busy()));
    session.drop();
    await settle();
    expect(busy).toEqual([true, false]);
  });

  test('a session that the server refuses again at once is not asked for without end', async () => {
    const { comeBack, session, asked } = inOffice(TOKEN);
    await comeBack.start();
    session.drop();
    await settle();
    expect([asked, session.token()]).toEqual([['silent'], null]);
  });

  test('whoever signed out stays out', async () => {
    const { comeBack, session, call, server, asked } = inOffice(TOKEN);
    await comeBack.start();
    server.on(endSession, { body: { success: true } });
    await session.signOut(call);
    await settle();
    expect([session.token(), asked]).toEqual([null, ['silent']]);
  });
});
