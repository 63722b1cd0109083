/** The session ended in mid-work: it is said on the Welcome screen, and the work is there again after signing in. */
import { describe, expect, test } from '@jest/globals';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DRAFT_MEMORY, SHOWN_MEMORY } from '../../../addin/session/paneStorage.ts';
import { App } from '../../../addin/taskpane/App.tsx';
import { errorText as germanErrors } from '../../../addin/ui/german/errorTextsGerman.ts';
import { texts as german } from '../../../addin/ui/german/textsGerman.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { changeCampaign, getCampaign, listCampaigns } from '../../../shared/api/campaigns.ts';
import * as sessions from '../../../shared/api/session.ts';
import { anna, checkedDraft } from '../../support/fakeData.ts';
import { InPane, openSessionBody, paneForTest, settle } from '../support/paneForTest.tsx';

const { about, endSession, openOfficeSession, openSession, renewSession, resumeSession, signInStatus, startSignIn } = sessions;
const refused = { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } };
const SAID = 'You have been signed out';
const OFFICE = { clientId: 'c', authority: 'https://login.example/common', scope: 's' };

/** The pane on the Check step of a draft. */
async function openPane(options: Parameters<typeof paneForTest>[0] = {}) {
  const pane = paneForTest(options);
  const { server, storage } = pane;
  storage.write(SHOWN_MEMORY, { screen: 'merge', draftId: null, visit: 1 });
  storage.write(DRAFT_MEMORY, { id: checkedDraft.id, step: 'check' });
  server.on(about, { body: { name: '', version: '', mode: 'microsoft', ownSignIn: true, office: OFFICE, limits: {} } });
  server.on(startSignIn, { body: { connectId: 'c1', startUrl: 'https://localhost:3000/s', verifier: 'v1', expiresAt: '' } });
  server.on(signInStatus, { body: { status: 'pending' } });
  server.on(openSession, { body: openSessionBody });
  server.on(openOfficeSession, { body: openSessionBody });
  server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  server.on(getCampaign, { body: checkedDraft });
  await act(() => pane.comeBack.start());
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <App />
    </InPane>,
  );
  return pane;
}

const onCheck = () => screen.findByText('2 things to settle before sending.');
const connectButton = () => screen.findByRole('button', { name: 'Connect email account' });
async function said(): Promise<void> {
  await connectButton();
  const status = within(await screen.findByRole('status'));
  expect(status.getByText(SAID)).not.toBeNull();
  expect(status.getByText('Connect your mailbox again. Nothing you prepared is lost.')).not.toBeNull();
}

async function signInAgain({ windows }: Pick<ReturnType<typeof paneForTest>, 'windows'>): Promise<void> {
  await userEvent.click(await connectButton());
  await screen.findByRole('heading', { name: 'Waiting for Microsoft…' });
  const code = { connectId: 'c1', email: 'anna@contoso.com', code: 'ABCD-EFGH' };
  await act(async () => windows.say({ kind: 'message', message: { source: 'mergepost', status: 'signed-in', ...code } }));
}

describe('a session that ended in mid-work', () => {
  test('the server refuses it: it is said, and after signing in again the draft is there, in its step', async () => {
    const pane = await openPane();
    await onCheck();
    pane.server.on(changeCampaign, refused);
    await userEvent.selectOptions(await screen.findByLabelText('Where «Phone» is empty'), 'empty');
    await said();
    await signInAgain(pane);
    await onCheck();
    expect(screen.queryByText(SAID)).toBeNull();
    expect(pane.server.asked(getCampaign).at(-1)?.url).toContain(checkedDraft.id);
  });

  test('signed out in another pane, which shares the storage: the work stays too', async () => {
    const pane = await openPane();
    await onCheck();
    pane.storage.write('signedOut', true);
    pane.server.on(renewSession, refused);
    await act(async () => void (await pane.call(renewSession)));
    await said();
    await signInAgain(pane);
    await onCheck();
  });

  test('where Office brings the person in again by itself, it goes on without a word', async () => {
    const { session, server } = await openPane({ getToken: async () => ({ ok: true, accessToken: 'from Office' }) });
    await onCheck();
    await act(async () => {
      session.drop();
      await settle();
    });
    await onCheck();
    expect(server.asked(openOfficeSession)).toHaveLength(1);
    expect(screen.queryByText(SAID)).toBeNull();
  });

  test('where Office does not, it is said', async () => {
    const { session } = await openPane({ getToken: async () => ({ ok: false, why: 'none' }) });
    await onCheck();
    await act(async () => session.drop());
    await said();
  });
});

describe('a session that ran out', () => {
  const over = { ...openSessionBody, expiresAt: '2026-03-04T14:00:00.000Z' };

  test('and that the server has ended: it is said', async () => {
    const { server, session } = await openPane();
    await onCheck();
    server.on(resumeSession, refused);
    session.accept(over);
    await act(async () => session.drop());
    await said();
    expect(server.asked(resumeSession)).toHaveLength(1);
  });

  test('and that is still open, when several calls are refused at once: it goes on without a word', async () => {
    const { server, session, call } = await openPane();
    await onCheck();
    server.on(resumeSession, { body: { ...openSessionBody, token: 'newest' } });
    server.on(renewSession, refused);
    await act(async () => {
      session.accept(over);
      await Promise.all([call(renewSession), call(renewSession), call(renewSession)]);
    });
    await onCheck();
    expect(server.asked(resumeSession)).toHaveLength(1);
    expect(session.token()).toBe('newest');
    expect(screen.queryByText(SAID)).toBeNull();
  });
});

describe('nothing is said to', () => {
  test('whoever comes for the first time', async () => {
    await openPane({ signedIn: false });
    await connectButton();
    expect(screen.queryByText(SAID)).toBeNull();
  });

  test.each([
    ['signs out', { body: { success: true } }],
    ['signs out of a session that is over already', refused],
  ])('whoever %s', async (_what, answer) => {
    const { server, session, call } = await openPane();
    await onCheck();
    server.on(endSession, answer);
    await act(() => session.signOut(call));
    await connectButton();
    expect(screen.queryByText(SAID)).toBeNull();
  });
});

test('in German it is the same sentence as elsewhere', () => {
  expect(german.signedOut).toEqual({
    title: 'Sie wurden abgemeldet',
    next: 'Verbinden Sie Ihr Postfach neu. Was Sie vorbereitet haben, geht nicht verloren.',
  });
  expect(germanErrors.UNAUTHENTICATED).toBe(german.signedOut);
});
