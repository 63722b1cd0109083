import { describe, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Mailboxes } from '../../../addin/accounts/Mailboxes.tsx';
import type { MailboxWish } from '../../../addin/session/mailboxWish.ts';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import { changeAccount, disconnectAccount, listAccounts, testAccount } from '../../../shared/api/accounts.ts';
import type { Choice } from '../../../shared/api/apps.ts';
import { adminConsentStatus, askAdminConsent, listChoices } from '../../../shared/api/apps.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { endSession } from '../../../shared/api/session.ts';
import { anna, office, runningCampaign, summaryOf } from '../../support/fakeData.ts';
import { badTest, brought, gmail, goodTest, oneChoice, sharing, threeChoices, waiting } from '../../support/fakeMailboxes.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';
import { unfold } from '../support/unfold.ts';

interface Shown {
  running?: boolean;
  accounts?: EmailAccount[];
  choices?: Choice[];
  onAdmin?: (() => void) | null;
}

function showMailboxes({ running = true, accounts = [anna, office], choices = oneChoice, onAdmin = null }: Shown = {}) {
  const pane = paneForTest();
  const connected: MailboxWish[] = [];
  const campaigns = running ? [summaryOf(runningCampaign(NOW))] : [];
  const show = (providers: EmailAccount[]) =>
    pane.server.on(listAccounts, { body: { success: true, providers, count: providers.length } });
  show(accounts);
  pane.server.on(listCampaigns, { body: { success: true, campaigns, count: campaigns.length } });
  pane.server.on(listChoices, { body: { success: true, choices } });
  pane.server.on(disconnectAccount, {
    body: { success: true, message: 'Disconnected. Remove the app at myapps.microsoft.com as well.' },
  });
  pane.server.on(endSession, { body: { success: true } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Mailboxes onLeave={() => undefined} onConnect={(wish) => connected.push(wish)} onAdmin={onAdmin} />
    </InPane>,
  );
  return { ...pane, connected, show };
}
const cardOf = async (address: string) => within(await screen.findByRole('region', { name: address }));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('each mailbox', () => {
  test('says its state in words, since when, why and the next step', async () => {
    const { connected } = showMailboxes();
    const card = await cardOf(office.emailAddress);
    expect(card.getByText(/^Has to be connected again since/)).not.toBeNull();
    expect(card.getByText(/usually because the password was changed/)).not.toBeNull();
    expect(card.getByText('Connect it again.')).not.toBeNull();
    await userEvent.click(card.getByRole('button', { name: 'Reconnect' }));
    expect(connected).toEqual([{ providerKey: 'microsoft', name: 'Microsoft', reconnect: 'acc-office', tenant: office.tenant }]);
  });

  test('says what it may do, and calmly what will need a hand', async () => {
    showMailboxes({ accounts: [gmail] });
    const card = await cardOf(gmail.emailAddress);
    expect(card.getByText('May send mail in your name and know your name and address.')).not.toBeNull();
    expect(card.getByText(/Nothing was sent from it since 6 December/)).not.toBeNull();
  });

  test('is connected again through its own application', async () => {
    const { connected } = showMailboxes({ accounts: [{ ...gmail, app: 'google-2' }] });
    await userEvent.click((await cardOf(gmail.emailAddress)).getByRole('button', { name: 'Reconnect' }));
    expect(connected).toEqual([{ providerKey: 'google-2', name: 'Google', reconnect: 'acc-gmail' }]);
  });

  test('one that was brought along has a sentence in place of the button', async () => {
    showMailboxes({ accounts: [brought] });
    const card = await cardOf(brought.emailAddress);
    expect(card.getByText(/bring its access again under “More ways to connect”/)).not.toBeNull();
    expect(card.queryByRole('button', { name: 'Reconnect' })).toBeNull();
  });
});

describe('a test mail', () => {
  test('shows each step with its time, and the mailbox as it is afterwards', async () => {
    const { server, show } = showMailboxes({ accounts: [office] });
    server.on(testAccount, { body: goodTest });
    const card = await cardOf(office.emailAddress);
    show([{ ...anna, id: office.id, emailAddress: office.emailAddress }]);
    await userEvent.click(card.getByRole('button', { name: 'Send test mail' }));
    expect(await card.findByText(/^Test mail sent to anna.berger@contoso.com/)).not.toBeNull();
    const steps = within(card.getByRole('list', { name: 'Steps of the test mail' })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual([
      'Permission210 ms',
      'Connection38 ms',
      'Encryption54 ms',
      'Sign-innot needed',
      'Mail taken over1.2 s',
    ]);
    await waitFor(() => expect(card.queryByText(/^Has to be connected again/)).toBeNull());
    expect(server.asked(testAccount)[0]?.headers['idempotency-key']).toBe('key-1');
  });

  test('that fails says at which step, why, and what to do', async () => {
    const { server } = showMailboxes({ accounts: [anna] });
    server.on(testAccount, { body: badTest });
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Send test mail' }));
    expect(await screen.findByText(/switch on “Authenticated SMTP”/)).not.toBeNull();
    expect(screen.getByText(/535 5.7.139 Authentication unsuccessful/)).not.toBeNull();
    expect(screen.getByText('not reached')).not.toBeNull();
    expect(screen.getAllByLabelText('failed')).toHaveLength(1);
  });

  test('that failed is forgotten when the mailbox was connected again', async () => {
    const over: EmailAccount = { ...anna, isActive: false, state: 'needs-reconnect' };
    const { server, show } = showMailboxes({ accounts: [over, gmail] });
    server.on(testAccount, { body: badTest });
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Send test mail' }));
    expect(await screen.findByText('not reached')).not.toBeNull();
    show([anna, gmail]);
    server.on(testAccount, { body: goodTest });
    await userEvent.click((await cardOf(gmail.emailAddress)).getByRole('button', { name: 'Send test mail' }));
    await waitFor(() => expect(screen.queryByText('not reached')).toBeNull());
    expect(screen.getByText(/^Test mail sent to/)).not.toBeNull();
  });

  test('that cannot be tried says why', async () => {
    const { server } = showMailboxes({ accounts: [anna] });
    const error = 'The mailbox rests until 15:40. Try again then.';
    server.on(testAccount, { status: 429, body: { success: false, error, code: 'THROTTLED', requestId: 'r1' } });
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Send test mail' }));
    expect((await screen.findByRole('alert')).textContent).toBe(error);
  });
});

describe('more about a mailbox', () => {
  test('is folded, and the name that receivers see is saved', async () => {
    const { server } = showMailboxes({ accounts: [gmail] });
    await cardOf(gmail.emailAddress);
    expect(screen.queryByLabelText('Name that receivers see')).toBeNull();
    unfold('More');
    server.on(changeAccount, { body: { ...gmail, fromName: 'Anna of Contoso' } });
    const name = screen.getByLabelText('Name that receivers see');
    fireEvent.change(name, { target: { value: 'Anna of Contoso' } });
    fireEvent.blur(name);
    await waitFor(() => expect(server.asked(changeAccount)).toHaveLength(1));
    expect(server.asked(changeAccount)[0]).toMatchObject({ method: 'PATCH', body: { fromName: 'Anna of Contoso' } });
    fireEvent.change(name, { target: { value: '' } });
    fireEvent.blur(name);
    await waitFor(() => expect(server.asked(changeAccount)[1]?.body).toEqual({ fromName: null }));
  });

  test('where Exchange puts its own name on every mail, none is asked for', async () => {
    showMailboxes({ accounts: [anna] });
    await cardOf(anna.emailAddress);
    unfold('More');
    expect(screen.queryByLabelText('Name that receivers see')).toBeNull();
    expect(screen.getByText(/^Receivers see the name that Microsoft keeps for this mailbox/)).not.toBeNull();
  });

  test('keeping it connected is shown at once, and taken back where the server refuses', async () => {
    const { server } = showMailboxes({ accounts: [anna] });
    await cardOf(anna.emailAddress);
    unfold('More');
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Keep it connected although unused' });
    const error = 'This mailbox is not among yours.';
    server.on(changeAccount, { status: 404, body: { success: false, error, code: 'ACCOUNT_NOT_FOUND', requestId: 'r1' } });
    await userEvent.click(box);
    expect(server.asked(changeAccount)[0]?.body).toEqual({ keepAlive: true });
    expect((await screen.findByRole('alert')).textContent).toBe(error);
    await waitFor(() => expect(box.checked).toBe(false));
  });

  test('a shared mailbox: connected again with one permission more, and said where it is there', async () => {
    const { connected } = showMailboxes({ accounts: [anna] });
    await cardOf(anna.emailAddress);
    unfold('More');
    await press('Allow sending for a shared mailbox');
    expect(connected).toEqual([
      { providerKey: 'microsoft', name: 'Microsoft', reconnect: 'acc-anna', features: ['sharedMailbox'], tenant: anna.tenant },
    ]);
  });

  test.each([
    ['it may already', sharing, /It may send for shared mailboxes/],
    ['it was brought along', { ...brought, isActive: true }, /Signing in here does not help with this one/],
  ])('no such button where %s', async (_, account, sentence) => {
    showMailboxes({ accounts: [account] });
    await cardOf(account.emailAddress);
    unfold('More');
    expect(screen.getByText(sentence)).not.toBeNull();
    expect(screen.queryByRole('button', { name: 'Allow sending for a shared mailbox' })).toBeNull();
  });
});

describe('an administrator has to agree', () => {
  test('no note that asks to allow the app where the mailbox itself is to be mended', async () => {
    const { wantsConsent: _, ...mending } = waiting;
    showMailboxes({ accounts: [mending] });
    await cardOf(waiting.emailAddress);
    expect(screen.queryByRole('button', { name: 'Ask the administrator' })).toBeNull();
  });

  test('a ready note, and the way on by itself once they have', async () => {
    const { server, connected } = showMailboxes({ accounts: [waiting] });
    const url = 'https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?state=s';
    server.on(askAdminConsent, { body: { id: 'ask-1', url, note: 'Please allow Mergepost.', expiresAt: '' } });
    server.on(adminConsentStatus, { body: { status: 'open' } });
    await cardOf(waiting.emailAddress);
    expect(server.asked(askAdminConsent)).toHaveLength(0);
    await press('Ask the administrator');
    expect(await screen.findByText(/^Waiting for your administrator/)).not.toBeNull();
    expect(server.asked(askAdminConsent)[0]?.body).toEqual({ tenant: waiting.tenant });
    const mail = screen.getByRole('link', { name: 'Send it by mail' }).getAttribute('href') ?? '';
    expect(decodeURIComponent(mail)).toBe(
      `mailto:?subject=Please allow Mergepost for us&body=Please allow Mergepost.\r\n\r\n${url}`,
    );
    server.on(adminConsentStatus, { body: { status: 'granted' } });
    // Somebody comes back to the window: it looks at once.
    act(() => void window.dispatchEvent(new Event('focus')));
    await userEvent.click(await screen.findByRole('button', { name: 'Connect now' }));
    expect(connected).toEqual([
      { providerKey: 'microsoft', name: 'Microsoft', reconnect: 'acc-waiting', tenant: waiting.tenant },
    ]);
  });
});

describe('adding a mailbox', () => {
  test('is one click where there is one kind; a second Microsoft mailbox asks which account', async () => {
    const { connected } = showMailboxes();
    await cardOf(anna.emailAddress);
    await press('Add a mailbox');
    expect(connected).toEqual([{ providerKey: 'microsoft', name: 'Microsoft', prompt: 'select_account' }]);
  });

  test('a second Google mailbox asks which account too', async () => {
    const { connected } = showMailboxes({ accounts: [gmail], choices: threeChoices });
    await cardOf(gmail.emailAddress);
    await press('Add a mailbox');
    await userEvent.click(await screen.findByRole('button', { name: /^Google/ }));
    expect(connected).toEqual([{ providerKey: 'google', name: 'Google', prompt: 'select_account' }]);
  });

  test('the first one does not', async () => {
    const { connected, server } = showMailboxes({ accounts: [gmail] });
    await cardOf(gmail.emailAddress);
    await waitFor(() => expect(server.asked(listChoices)).toHaveLength(1));
    await press('Add a mailbox');
    expect(connected).toEqual([{ providerKey: 'microsoft', name: 'Microsoft' }]);
  });

  test('asks which kind where there are several', async () => {
    const { connected } = showMailboxes({ choices: threeChoices });
    await cardOf(anna.emailAddress);
    await press('Add a mailbox');
    const sheet = within(screen.getByRole('dialog', { name: 'What kind of mailbox?' }));
    expect(document.activeElement?.textContent).toBe('Not now');
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(sheet).not.toBeNull();
    await press('Add a mailbox');
    await userEvent.click(screen.getByRole('button', { name: /Northwind Mail/ }));
    expect(connected).toEqual([{ providerKey: 'posteo', name: 'Northwind Mail' }]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('says it where there is none', async () => {
    showMailboxes({ choices: [] });
    await cardOf(anna.emailAddress);
    await press('Add a mailbox');
    expect(screen.getByText(/No kind of mailbox can be connected here yet/)).not.toBeNull();
  });
});

describe('disconnecting', () => {
  test('is confirmed with what stops, and says what is left to do', async () => {
    const { server } = showMailboxes();
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Disconnect' }));
    const sheet = within(screen.getByRole('alertdialog', { name: `Disconnect ${anna.emailAddress}?` }));
    expect(await sheet.findByText(/1 merge that is sending from it will stop/)).not.toBeNull();
    await userEvent.click(sheet.getByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByText(/Remove the app at myapps.microsoft.com/)).not.toBeNull();
    expect(server.asked(disconnectAccount)[0]?.url).toMatch(/providers\/acc-anna$/);
  });

  test('keeping it changes nothing', async () => {
    const { server } = showMailboxes({ running: false });
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Disconnect' }));
    await press('Keep it');
    expect(server.asked(disconnectAccount)).toHaveLength(0);
  });
});

describe('who is signed in', () => {
  test('signing out forgets the session and where somebody was', async () => {
    const { session, storage } = showMailboxes();
    storage.write('draft', { id: 'x', step: 'list' });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(session.token()).toBeNull());
    expect(storage.read('draft')).toBeNull();
  });

  test('the way to the administration is there for administrators only', async () => {
    let opened = 0;
    showMailboxes({ onAdmin: () => (opened += 1) });
    await cardOf(anna.emailAddress);
    await press('Administration');
    expect(opened).toBe(1);
  });
});
