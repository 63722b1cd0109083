import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Mailboxes } from '../../../addin/accounts/Mailboxes.tsx';
import type { MailboxWish } from '../../../addin/session/mailboxWish.ts';
import { disconnectAccount, listAccounts } from '../../../shared/api/accounts.ts';
import { listChoices } from '../../../shared/api/apps.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { endSession } from '../../../shared/api/session.ts';
import { anna, office, runningCampaign, summaryOf } from '../../support/fakeData.ts';
import { oneChoice } from '../../support/fakeMailboxes.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

function showMailboxes(running = true) {
  const test = paneForTest();
  const connected: MailboxWish[] = [];
  const campaigns = running ? [summaryOf(runningCampaign(NOW))] : [];
  test.server.on(listAccounts, { body: { success: true, providers: [anna, office], count: 2 } });
  test.server.on(listCampaigns, { body: { success: true, campaigns, count: campaigns.length } });
  test.server.on(disconnectAccount, {
    body: { success: true, message: 'Disconnected. Remove the app at myapps.microsoft.com as well.' },
  });
  test.server.on(listChoices, { body: { success: true, choices: oneChoice } });
  test.server.on(endSession, { body: { success: true } });
  render(
    <InPane call={test.call} pane={test.pane}>
      <Mailboxes onLeave={() => undefined} onConnect={(wish) => connected.push(wish)} onAdmin={null} />
    </InPane>,
  );
  return { ...test, connected };
}
const cardOf = async (address: string) => within(await screen.findByRole('region', { name: address }));

describe('mailboxes', () => {
  test('each says its state in words, why, and what to do', async () => {
    const { connected } = showMailboxes();
    const card = await cardOf(office.emailAddress);
    expect(card.getByText(/^Has to be connected again since/)).not.toBeNull();
    expect(card.getByText(/usually because the password was changed/)).not.toBeNull();
    await userEvent.click(card.getByRole('button', { name: 'Reconnect' }));
    await userEvent.click(screen.getByRole('button', { name: 'Add a mailbox' }));
    expect(connected).toEqual([
      { providerKey: 'microsoft', name: 'Microsoft', reconnect: 'acc-office' },
      { providerKey: 'microsoft', name: 'Microsoft', prompt: 'select_account' },
    ]);
  });

  test('disconnecting is confirmed with what stops, and says what is left to do', async () => {
    const { server } = showMailboxes();
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Disconnect' }));
    const sheet = within(screen.getByRole('alertdialog', { name: `Disconnect ${anna.emailAddress}?` }));
    expect(await sheet.findByText(/1 merge that is sending from it will stop/)).not.toBeNull();
    await userEvent.click(sheet.getByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByText(/Remove the app at myapps.microsoft.com/)).not.toBeNull();
    expect(server.asked(disconnectAccount)[0]?.url).toMatch(/providers\/acc-anna$/);
  });

  test('keeping it changes nothing', async () => {
    const { server } = showMailboxes(false);
    await userEvent.click((await cardOf(anna.emailAddress)).getByRole('button', { name: 'Disconnect' }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(server.asked(disconnectAccount)).toHaveLength(0);
  });

  test('signing out forgets the session and where somebody was', async () => {
    const { session, storage } = showMailboxes();
    storage.write('draft', { id: 'x', step: 'list' });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(session.token()).toBeNull());
    expect(storage.read('draft')).toBeNull();
  });
});
