import { describe, expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Mailboxes } from '../../../addin/accounts/Mailboxes.tsx';
import { readCodes } from '../../../addin/accounts/RetryFields.tsx';
import type { MailboxWish } from '../../../addin/session/mailboxWish.ts';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import { changeAccount, listAccounts } from '../../../shared/api/accounts.ts';
import { listChoices } from '../../../shared/api/apps.ts';
import { STANDARD_RETRY } from '../../../shared/api/pace.ts';
import { anna } from '../../support/fakeData.ts';
import { brought, gmail, oneChoice, sharing } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';
import { unfold } from '../support/unfold.ts';

/** Opens the settings of a mailbox; the server keeps what is changed. */
async function openSettings(first: EmailAccount = anna) {
  const pane = paneForTest();
  const connected: MailboxWish[] = [];
  let account = first;
  pane.server.on(listAccounts, () => ({ body: { success: true, providers: [account], count: 1 } }));
  pane.server.on(listChoices, { body: { success: true, choices: oneChoice } });
  pane.server.on(changeAccount, ({ body }) => {
    const { pace, ...others } = body as Partial<EmailAccount>;
    account = { ...account, ...others, pace: { ...account.pace, ...(pace?.mode === 'fast' && { perMinute: 30 }), ...pace } };
    return { body: account };
  });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Mailboxes onLeave={() => undefined} onConnect={(wish) => connected.push(wish)} onAdmin={null} />
    </InPane>,
  );
  await screen.findByRole('region', { name: first.emailAddress });
  unfold('More');
  return { ...pane, connected, changes: () => pane.server.asked(changeAccount).map(({ body }) => body) };
}
const choose = (name: string) => userEvent.click(within(screen.getByRole('radiogroup', { name: 'Speed' })).getByLabelText(name));
const fill = (label: string, value: string) => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fireEvent.blur(screen.getByLabelText(label));
};

describe('speed', () => {
  test('says what it means for this mailbox in numbers, and how many are used', async () => {
    await openSettings();
    expect(screen.getByText('28 a minute, 5,000 in 24 hours.')).not.toBeNull();
    expect(screen.getByText('12 used in the last 24 hours. The usual number for a mailbox of this kind.')).not.toBeNull();
  });

  test('another mode is one click; its numbers are the server’s', async () => {
    const { changes } = await openSettings();
    await choose('Fast');
    expect(await screen.findByText('30 a minute, 5,000 in 24 hours.')).not.toBeNull();
    expect(changes()).toEqual([{ pace: { mode: 'fast' } }]);
  });

  test('a mode the server refuses falls back, and it is said', async () => {
    const { server } = await openSettings();
    const error = 'This mailbox is not among yours.';
    server.on(changeAccount, { status: 404, body: { success: false, error, code: 'ACCOUNT_NOT_FOUND', requestId: 'r1' } });
    await choose('Fast');
    expect((await screen.findByRole('alert')).textContent).toBe(error);
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Normal').checked).toBe(true));
  });

  test('own numbers begin with those that hold, and both can be changed', async () => {
    const { changes } = await openSettings();
    await choose('Own');
    await screen.findByLabelText('Mails a minute');
    fill('Mails a minute', '15');
    await screen.findByText('15 a minute, 5,000 in 24 hours.');
    fill('Receivers a day', '');
    await screen.findByText('15 a minute, no limit a day.');
    expect(changes()).toEqual([
      { pace: { mode: 'own', perMinute: 28, perDay: 5000 } },
      { pace: { mode: 'own', perMinute: 15, perDay: 5000 } },
      { pace: { mode: 'own', perMinute: 15, perDay: null } },
    ]);
  });

  test('a number that is none is said at its field and not sent', async () => {
    const { changes } = await openSettings({ ...anna, pace: { mode: 'own', perMinute: 15, perDay: null, usedToday: 0 } });
    fill('Mails a minute', '0');
    expect(screen.getByText('A whole number from 1 to 100,000.')).not.toBeNull();
    fill('Receivers a day', 'many');
    expect(screen.getByText('A whole number from 1 to 10,000,000.')).not.toBeNull();
    expect(changes()).toEqual([]);
  });
});

describe('if a mail cannot be handed over', () => {
  const open = async (account?: EmailAccount) => {
    const opened = await openSettings(account);
    unfold('If a mail cannot be handed over');
    return opened;
  };

  test('where nothing is chosen the server’s standard holds; a choice begins with what is usual', async () => {
    const { changes } = await open();
    const mode = screen.getByLabelText<HTMLSelectElement>('Then');
    expect(mode.selectedOptions[0]?.text).toBe('Do as this server does for everybody');
    expect(screen.queryByLabelText('How often')).toBeNull();
    await userEvent.selectOptions(mode, 'Try it again only for certain codes');
    expect((await screen.findByLabelText<HTMLInputElement>('Codes')).value).toBe('429, 503');
    fill('Codes', '429; 500');
    fill('How often', '2');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Wait twice as long each time' }));
    const status = { ...STANDARD_RETRY, mode: 'status' };
    await waitFor(() => expect(changes()).toHaveLength(4));
    expect(changes()).toEqual([
      { retry: status },
      { retry: { ...status, statusCodes: [429, 500] } },
      { retry: { ...status, statusCodes: [429, 500], countMax: 2 } },
      { retry: { ...status, statusCodes: [429, 500], countMax: 2, multiplyWait: false } },
    ]);
  });

  test('giving up at once asks for nothing more; the standard can be chosen again', async () => {
    const { changes } = await open({ ...anna, retry: STANDARD_RETRY });
    await userEvent.selectOptions(screen.getByLabelText('Then'), 'Give it up at once');
    await waitFor(() => expect(screen.queryByLabelText('How often')).toBeNull());
    await userEvent.selectOptions(screen.getByLabelText('Then'), 'Do as this server does for everybody');
    await waitFor(() => expect(changes()).toEqual([{ retry: { ...STANDARD_RETRY, mode: 'none' } }, { retry: null }]));
  });

  test.each([
    ['429', [429]],
    ['429|503', [429, 503]],
    [' 503, 503 ,421', [503, 421]],
    ['', null],
    ['200', null],
    ['429, soon', null],
  ])('codes “%s” are %j', (text, codes) => {
    expect(readCodes(text)).toEqual(codes);
  });
});

describe('looking in Sent Items', () => {
  const ALLOW = 'Allow looking in Sent Items';

  test('what the permission would give, and the way to it: the same mailbox connected again', async () => {
    const { connected } = await openSettings();
    expect(screen.getByText(/If it may read and change your mail, it looks in Sent Items/)).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: ALLOW }));
    expect(connected).toEqual([
      { providerKey: 'microsoft', name: 'Microsoft', reconnect: 'acc-anna', features: ['exactlyOnce'], tenant: anna.tenant },
    ]);
  });

  test('what was allowed before is asked for again', async () => {
    const { connected } = await openSettings(sharing);
    await userEvent.click(screen.getByRole('button', { name: ALLOW }));
    expect(connected[0]?.features).toEqual(['sharedMailbox', 'exactlyOnce']);
  });

  test.each([
    ['Microsoft, read', { ...anna, scopes: ['Mail.Send', 'Mail.Read'] }],
    ['Microsoft, drafts', { ...anna, scopes: ['Mail.Send', 'Mail.ReadWrite'] }],
    ['Gmail', { ...gmail, scopes: [...gmail.scopes, 'https://www.googleapis.com/auth/gmail.readonly'] }],
  ])('where it may already, only that is said: %s', async (_, account) => {
    await openSettings(account);
    expect(screen.getByText('If an answer gets lost, Mergepost looks in Sent Items and settles it by itself.')).not.toBeNull();
    expect(screen.queryByRole('button', { name: ALLOW })).toBeNull();
  });

  test('over SMTP there is nothing to allow', async () => {
    await openSettings({ ...brought, isActive: true });
    expect(screen.queryByText(/Sent Items/)).toBeNull();
  });
});
