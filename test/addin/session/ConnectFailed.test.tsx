import { describe, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type MailboxWish, wishOfAccount } from '../../../addin/session/mailboxWish.ts';
import { App } from '../../../addin/taskpane/App.tsx';
import { connectionStatus, connectMailbox, listAccounts } from '../../../shared/api/accounts.ts';
import { adminConsentStatus, askAdminConsent, listApps } from '../../../shared/api/apps.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { about, askSignInConsent, signInConsentStatus, signInStatus, startSignIn } from '../../../shared/api/session.ts';
import { DIALOG_HELP } from '../../../shared/help/dialogHelp.ts';
import { anna } from '../../support/fakeData.ts';
import { microsoftApp, waiting } from '../../support/fakeMailboxes.ts';
import { InPane, openSessionBody, paneForTest } from '../support/paneForTest.tsx';

const failure = (code: string, error: string, details?: unknown) => ({
  success: false as const,
  error,
  code,
  requestId: 'r1',
  ...(details === undefined ? {} : { details }),
});
const started = { authUrl: '', connectId: 'c2', startUrl: 'https://localhost:3000/s', expiresAt: '' };

async function connecting(wish: MailboxWish, role: 'user' | 'admin' = 'user') {
  const pane = paneForTest();
  pane.session.accept({ ...openSessionBody, user: { ...openSessionBody.user, role } });
  pane.server.on(about, { body: { name: '', version: '', mode: 'microsoft', ownSignIn: true, limits: {} } });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  pane.server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  pane.server.on(listApps, { body: { success: true, apps: [microsoftApp], count: 1 } });
  pane.server.on(connectMailbox, { body: started });
  pane.server.on(connectionStatus, { body: { status: 'pending' } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <App />
    </InPane>,
  );
  const start = () => act(async () => pane.connect.start({ kind: 'mailbox', wish }));
  return { ...pane, start };
}

describe('an administrator has to agree first', () => {
  const wish: MailboxWish = { providerKey: 'contoso', name: 'Microsoft', features: ['sharedMailbox'] };
  const url = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?state=s';

  async function refused() {
    const pane = await connecting(wish);
    const error = failure('CONNECT_NEEDS_ADMIN', 'Your organisation wants an administrator to agree.');
    pane.server.on(connectionStatus, { body: { status: 'failed', error } });
    pane.server.on(askAdminConsent, { body: { id: 'ask-1', url, note: `Please allow it: ${url}`, expiresAt: '' } });
    pane.server.on(adminConsentStatus, { body: { status: 'open' } });
    await pane.start();
    await act(() => pane.timers.pass(1500));
    return pane;
  }

  test('a ready note with the link, for the same application and permissions', async () => {
    const { server } = await refused();
    expect(await screen.findByText(`Please allow it: ${url}`)).not.toBeNull();
    expect(server.asked(askAdminConsent)[0]).toMatchObject({
      url: '/api/email/auth/contoso/admin-consent',
      body: { features: ['sharedMailbox'] },
    });
    expect(screen.getByRole('button', { name: 'Copy the note' })).not.toBeNull();
    expect(screen.getByRole('button', { name: 'Try again' })).not.toBeNull();
  });

  test('the mailbox may belong to another organisation: the note is written anew for it', async () => {
    const { server } = await refused();
    await screen.findByText(/^Waiting for your administrator/);
    fireEvent.change(screen.getByLabelText('Its domain'), { target: { value: ' fabrikam.com ' } });
    await userEvent.click(screen.getByRole('button', { name: 'Write a new note' }));
    await waitFor(() => expect(server.asked(askAdminConsent)).toHaveLength(2));
    expect(server.asked(askAdminConsent)[1]?.body).toEqual({ features: ['sharedMailbox'], tenant: 'fabrikam.com' });
  });

  test('notices when they have agreed, and connects with one press', async () => {
    const { server, connect } = await refused();
    await screen.findByText(/^Waiting for your administrator/);
    server.on(adminConsentStatus, { body: { status: 'granted' } });
    act(() => void window.dispatchEvent(new Event('focus')));
    await userEvent.click(await screen.findByRole('button', { name: 'Connect now' }));
    expect(connect.purpose()).toEqual({ kind: 'mailbox', wish });
    expect(await screen.findByRole('heading', { name: 'Waiting for Microsoft…' })).not.toBeNull();
  });

  test.each([
    ['declined', 'Your administrator has declined. Talk to them, then send the note again.'],
    ['expired', 'The link in the note is over.'],
  ])('says it when the answer is %s', async (status, sentence) => {
    const { server } = await refused();
    await screen.findByText(/^Waiting for your administrator/);
    server.on(adminConsentStatus, { body: { status } });
    act(() => void window.dispatchEvent(new Event('focus')));
    expect(await screen.findByText(sentence)).not.toBeNull();
    if (status !== 'expired') return;
    await userEvent.click(screen.getAllByRole('button', { name: 'Write a new note' })[0] ?? document.body);
    await waitFor(() => expect(server.asked(askAdminConsent)).toHaveLength(2));
  });

  test('for a mailbox that is connected again: in its own organisation', async () => {
    const { server, start, timers } = await connecting(wishOfAccount(waiting));
    const error = failure('CONNECT_NEEDS_ADMIN', 'Your organisation wants an administrator to agree.');
    server.on(connectionStatus, { body: { status: 'failed', error } });
    server.on(askAdminConsent, { body: { id: 'ask-1', url, note: `Please allow it: ${url}`, expiresAt: '' } });
    server.on(adminConsentStatus, { body: { status: 'open' } });
    await start();
    expect(server.asked(connectMailbox)[0]?.url).toBe('/api/email/auth/microsoft/connect?reconnect=acc-waiting');
    await act(() => timers.pass(1500));
    await screen.findByText(`Please allow it: ${url}`);
    expect(server.asked(askAdminConsent)[0]?.body).toEqual({ tenant: waiting.tenant });
  });

  test('where no link can be made the note does without', async () => {
    const pane = await connecting(wish);
    const error = failure('CONNECT_NEEDS_ADMIN', 'Your organisation wants an administrator to agree.');
    pane.server.on(connectionStatus, { body: { status: 'failed', error } });
    pane.server.on(askAdminConsent, { status: 404, body: failure('APP_NOT_FOUND', 'No such app.') });
    await pane.start();
    await act(() => pane.timers.pass(1500));
    expect(await screen.findByText(/the note is without it/)).not.toBeNull();
    expect(screen.getByText(/Microsoft Entra admin center, Enterprise applications/)).not.toBeNull();
  });
});

describe('an administrator has to agree before the very first sign-in', () => {
  const url = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?state=s';

  async function turnedAway(
    answer: Parameters<ReturnType<typeof paneForTest>['server']['on']>[1],
    error = failure('CONNECT_NEEDS_ADMIN', 'Your organisation wants an administrator to agree.'),
  ) {
    const pane = paneForTest({ signedIn: false });
    pane.server.on(about, { body: { name: '', version: '', mode: 'microsoft', ownSignIn: true, limits: {} } });
    pane.server.on(startSignIn, { body: { connectId: 'c1', startUrl: '/s', verifier: 'v1', expiresAt: '' } });
    pane.server.on(signInStatus, { body: { status: 'failed', error } });
    pane.server.on(askSignInConsent, answer);
    pane.server.on(signInConsentStatus, { body: { status: 'open' } });
    render(
      <InPane call={pane.call} pane={pane.pane}>
        <App />
      </InPane>,
    );
    await act(async () => pane.connect.start({ kind: 'sign-in' }));
    await act(() => pane.timers.pass(1500));
    return pane;
  }
  const asked = { body: { id: 'ask-1', url, note: `Please allow it: ${url}`, expiresAt: '' } };

  test('the note has its link too; the attempt and its verifier stand for the person', async () => {
    const { server } = await turnedAway(asked);
    expect(await screen.findByText(`Please allow it: ${url}`)).not.toBeNull();
    expect(server.asked(askSignInConsent)[0]).toMatchObject({
      url: '/api/auth/sign-in/c1/admin-consent',
      body: { verifier: 'v1' },
    });
    fireEvent.change(screen.getByLabelText('Its domain'), { target: { value: 'fabrikam.com' } });
    await userEvent.click(screen.getByRole('button', { name: 'Write a new note' }));
    await waitFor(() => expect(server.asked(askSignInConsent)[1]?.body).toEqual({ verifier: 'v1', tenant: 'fabrikam.com' }));
  });

  test('notices when they have agreed, even after a no, and signs in with one press', async () => {
    const { server, connect } = await turnedAway(asked);
    await screen.findByText(/^Waiting for your administrator/);
    server.on(signInConsentStatus, { body: { status: 'declined' } });
    act(() => void window.dispatchEvent(new Event('focus')));
    await screen.findByText(/^Your administrator has declined/);
    server.on(signInConsentStatus, { body: { status: 'granted' } });
    act(() => void window.dispatchEvent(new Event('focus')));
    const button = await screen.findByRole('button', { name: 'Connect now' });
    expect(server.asked(signInConsentStatus).at(-1)?.url).toBe('/api/auth/sign-in/c1/admin-consent/ask-1');
    server.on(signInStatus, { body: { status: 'pending' } });
    await userEvent.click(button);
    expect(connect.purpose()).toEqual({ kind: 'sign-in' });
    expect(server.asked(startSignIn)).toHaveLength(2);
    expect(await screen.findByRole('heading', { name: 'Waiting for Microsoft…' })).not.toBeNull();
  });

  test('after a no it is there too, once it is asked for', async () => {
    const { server } = await turnedAway(asked, failure('CONNECT_DECLINED', 'You did not give the permission.'));
    expect(await screen.findByText('You did not give the permission.')).not.toBeNull();
    expect(server.asked(askSignInConsent)).toHaveLength(0);
    const fold = screen.getByText('Does Microsoft want an administrator to agree?').parentElement as HTMLDetailsElement;
    fold.open = true;
    fireEvent(fold, new Event('toggle'));
    expect(await screen.findByText(`Please allow it: ${url}`)).not.toBeNull();
  });

  test('where no link can be made the note does without', async () => {
    await turnedAway({ status: 404, body: failure('CONNECTION_NOT_FOUND', 'There is no such sign-in.') });
    expect(await screen.findByText(/the note is without it/)).not.toBeNull();
    expect(screen.getByText(/Microsoft Entra admin center, Enterprise applications/)).not.toBeNull();
  });
});

describe('the address is asked for only where it is needed', () => {
  const wish: MailboxWish = { providerKey: 'posteo', name: 'Northwind Mail' };
  const sentence = 'Northwind Mail does not say which mailbox this is. Connect again and give its address.';
  const missing = failure('ADDRESS_NEEDED', sentence);

  test('then the same trip goes on with it', async () => {
    const { server, start, timers } = await connecting(wish);
    server.on(connectionStatus, { body: { status: 'failed', error: missing } });
    await start();
    await act(() => timers.pass(1500));
    expect(screen.getByText(sentence)).not.toBeNull();
    const field = await screen.findByLabelText('Address of the mailbox');
    expect(document.activeElement).toBe(field);
    await userEvent.type(field, 'anna');
    expect(screen.getByRole('button', { name: 'Go on' }).getAttribute('aria-disabled')).toBe('true');
    await userEvent.type(field, '@northwind.example');
    server.on(connectionStatus, { body: { status: 'pending' } });
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: 'Waiting for Northwind Mail…' })).not.toBeNull();
    expect(server.asked(connectMailbox).at(-1)?.url).toBe('/api/email/auth/posteo/connect?loginHint=anna%40northwind.example');
  });

  test('also where the server wants it before it begins', async () => {
    const { server, start } = await connecting(wish);
    server.on(connectMailbox, { status: 400, body: missing });
    await start();
    expect(await screen.findByLabelText('Address of the mailbox')).not.toBeNull();
  });

  test.each([
    ['another mistake', failure('INVALID_REQUEST', 'features holds "x".')],
    ['one that only sounds like it', failure('CONNECT_FAILED', 'The address of the app is wrong.')],
  ])('not for %s', async (_, body) => {
    const { server, start } = await connecting(wish);
    server.on(connectMailbox, { status: 400, body });
    await start();
    expect(await screen.findByText(body.error)).not.toBeNull();
    expect(screen.queryByLabelText('Address of the mailbox')).toBeNull();
  });
});

test('a mailbox that is connected but cannot send yet says why, until that was read', async () => {
  const { server, start, timers } = await connecting({ providerKey: 'microsoft', name: 'Microsoft' });
  server.on(connectionStatus, { body: { status: 'connected', provider: waiting } });
  await start();
  await act(() => timers.pass(1500));
  expect(screen.getByRole('heading', { name: `Connected as ${waiting.emailAddress}` })).not.toBeNull();
  expect(screen.getByText(`${waiting.stateReason} ${waiting.stateNext}`)).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByRole('button', { name: 'New merge' })).not.toBeNull();
});

describe('what Office says of its window', () => {
  test.each(Object.entries(DIALOG_HELP))('%s has its text, and its number for whoever is told', async (code, help) => {
    const { start, windows } = await connecting({ providerKey: 'microsoft', name: 'Microsoft' });
    await start();
    await screen.findByRole('heading', { name: 'Waiting for Microsoft…' });
    const event = code === '12006' ? { kind: 'closed' as const } : { kind: 'trouble' as const, code: Number(code) };
    await act(async () => windows.say(event));
    expect(screen.getByText(help.text)).not.toBeNull();
    expect(screen.queryAllByText(`Office’s number for it: ${code}`)).toHaveLength(help.who === 'user' ? 0 : 1);
    // Nobody is told to wait for a window that is not there.
    const [title, again] =
      event.kind === 'closed'
        ? ['Waiting for Microsoft…', 'Window gone? Open it again']
        : [
            ['12002', '12003'].includes(code) ? 'The sign-in page did not load.' : 'The other window did not open.',
            'Open the window',
          ];
    expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([title]);
    expect(screen.getByRole('button', { name: again })).not.toBeNull();
  });
});

test('a window that was closed with the question in it is not opened again, as it asks only once: it begins anew', async () => {
  const { start, windows, server, timers } = await connecting({ providerKey: 'microsoft', name: 'Microsoft' });
  server.on(connectionStatus, { body: { status: 'confirm' } });
  await start();
  await act(() => timers.pass(1500));
  await act(async () => windows.say({ kind: 'closed' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Window gone? Start again' }));
  await waitFor(() => expect(server.asked(connectMailbox)).toHaveLength(2));
});

describe('administration', () => {
  test.each([
    ['admin', 1],
    ['user', 0],
  ] as const)('for the role %s', async (role, links) => {
    const { server } = await connecting({ providerKey: 'microsoft', name: null }, role);
    await userEvent.click(await screen.findByRole('button', { name: 'Mailboxes' }));
    await screen.findByRole('region', { name: anna.emailAddress });
    expect(screen.queryAllByRole('button', { name: 'Administration' })).toHaveLength(links);
    await waitFor(() => expect(server.asked(listApps)).toHaveLength(links));
  });
});
