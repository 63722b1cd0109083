import { describe, expect, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from '../../../addin/taskpane/App.tsx';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { about, openSession, signInStatus, startSignIn } from '../../../shared/api/session.ts';
import { anna } from '../../support/fakeData.ts';
import { InPane, openSessionBody, paneForTest } from '../support/paneForTest.tsx';

const limits = { letterBytes: 1, listBytes: 1, attachmentBytes: 1, rows: 1 };
const aboutBody = {
  name: 'Mergepost',
  version: '0.1.0',
  mode: 'sandbox',
  ownSignIn: true,
  mailboxUrl: 'http://127.0.0.1:1/',
  limits,
};

function openPane({ ownSignIn = true, mode = 'sandbox' } = {}) {
  const test = paneForTest({ signedIn: false });
  test.server.on(about, { body: { ...aboutBody, ownSignIn, mode } });
  test.server.on(startSignIn, { body: { connectId: 'c1', startUrl: 'https://localhost:3000/s', verifier: 'v1', expiresAt: '' } });
  test.server.on(signInStatus, { body: { status: 'pending' } });
  test.server.on(openSession, { body: openSessionBody });
  test.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  test.server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  render(
    <InPane call={test.call} pane={test.pane}>
      <App />
    </InPane>,
  );
  return test;
}
const connectButton = () => screen.findByRole('button', { name: 'Connect email account' });

describe('welcome', () => {
  test('says what it is, what it may do, and that nothing leaves the sandbox', async () => {
    openPane();
    await connectButton();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('personal e');
    expect(screen.getByText('It cannot read your mail, your contacts or your files.')).not.toBeNull();
    expect((await screen.findByText('Sandbox: no mail leaves this computer.')).nextElementSibling?.getAttribute('href')).toBe(
      'http://127.0.0.1:1/',
    );
  });

  test('no banner where mails are real', async () => {
    const { server } = openPane({ mode: 'microsoft' });
    await connectButton();
    await screen.findByText(/You can pause or stop/);
    expect(server.asked(about)).toHaveLength(1);
    expect(screen.queryByText(/^Sandbox/)).toBeNull();
  });

  test('where signing in is switched off the button rests and the reason stands there', async () => {
    openPane({ ownSignIn: false });
    await screen.findByText(/signing in here is switched off/);
    expect((await connectButton()).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('connecting', () => {
  test('from the button to the start page', async () => {
    const { windows, timers } = openPane();
    await userEvent.click(await connectButton());
    expect(await screen.findByRole('heading', { name: 'Waiting for Microsoft…' })).not.toBeNull();
    await act(async () => windows.say({ kind: 'closed' }));
    expect(screen.getByText(/The sign-in window looks closed/)).not.toBeNull();
    const message = {
      source: 'mergepost' as const,
      status: 'signed-in',
      connectId: 'c1',
      email: 'anna@contoso.com',
      code: 'ABCD-EFGH',
    };
    await act(async () => windows.say({ kind: 'message', message }));
    expect(await screen.findByText('Connected as anna@contoso.com')).not.toBeNull();
    expect(await screen.findByRole('button', { name: 'New merge' })).not.toBeNull();
    expect(timers.count()).toBe(0);
  });

  test('the code can be typed', async () => {
    const { server, timers } = openPane();
    await userEvent.click(await connectButton());
    await screen.findByRole('heading', { name: 'Waiting for Microsoft…' });
    server.on(signInStatus, { body: { status: 'code' } });
    await act(() => timers.pass(1500));
    await act(() => timers.pass(3000));
    await userEvent.type(await screen.findByLabelText('Type the code from the other window'), 'abcdefgh');
    await userEvent.click(screen.getByRole('button', { name: 'Connect' }));
    expect(await screen.findByText('Connected as anna.berger@contoso.com')).not.toBeNull();
    expect(server.asked(openSession)[0]?.body).toMatchObject({ code: 'ABCD-EFGH' });
  });

  test('an administrator who has to agree gets a note', async () => {
    const { server, timers } = openPane();
    await userEvent.click(await connectButton());
    await screen.findByRole('heading', { name: 'Waiting for Microsoft…' });
    const error = {
      success: false,
      error: 'Your organisation wants an administrator to agree.',
      code: 'CONNECT_NEEDS_ADMIN',
      requestId: 'r1',
    };
    server.on(signInStatus, { body: { status: 'failed', error } });
    await act(() => timers.pass(1500));
    expect(screen.getByText('Your administrator has to agree first')).not.toBeNull();
    expect(screen.getByText(/I would like to use Mergepost \(https:\/\/localhost:3000\)/)).not.toBeNull();
    server.on(signInStatus, { body: { status: 'pending' } });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: 'Waiting for Microsoft…' })).not.toBeNull();
  });
});
