import { describe, expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import type { Step } from '../../../addin/merge/wizard.ts';
import type { MailboxWish } from '../../../addin/session/mailboxWish.ts';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { listChoices } from '../../../shared/api/apps.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { previewRow } from '../../../shared/api/campaignPreview.ts';
import { anna, previewOf, readyDraft } from '../../support/fakeData.ts';
import { oneChoice, sharing, threeChoices } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

const OFFICE = 'office@contoso.com';

function openMerge(draft: Campaign, step: Step, account: EmailAccount | null, choices = oneChoice) {
  const pane = paneForTest();
  const connected: MailboxWish[] = [];
  pane.storage.write('draft', { id: draft.id, step });
  pane.server.on(getCampaign, { body: draft });
  pane.server.on(previewRow, { body: previewOf(draft, 1) });
  pane.server.on(listAccounts, { body: { success: true, providers: account ? [account] : [], count: 1 } });
  pane.server.on(listChoices, { body: { success: true, choices } });
  pane.server.on(changeCampaign, ({ body }) => ({ body: { ...draft, ...(body as object) } }));
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge
        draftId={draft.id}
        onLeave={() => undefined}
        onConnect={(wish) => connected.push(wish)}
        onStarted={() => undefined}
      />
    </InPane>,
  );
  return { ...pane, connected };
}
const draftOf = (account: EmailAccount, sendAs: string | null = null): Campaign => ({
  ...readyDraft,
  providerId: account.id,
  sendAs,
});
const FOLD = 'Send from another address';

describe('another sender', () => {
  test('is not offered where the mailbox may not and nothing is set', async () => {
    openMerge(draftOf(anna), 'check', anna);
    await screen.findByText('248 mails ready to go.');
    await screen.findByText(anna.emailAddress);
    expect(screen.queryByText(FOLD)).toBeNull();
  });

  test('is folded where it may, and saved once it is a whole address', async () => {
    const { server } = openMerge(draftOf(sharing), 'check', sharing);
    const fold = (await screen.findByText(FOLD)).parentElement as HTMLDetailsElement;
    expect(fold.open).toBe(false);
    const field = screen.getByLabelText('Address that receivers see');
    fireEvent.change(field, { target: { value: 'office@' } });
    fireEvent.blur(field);
    expect(await screen.findByText('This is not a whole address yet.')).not.toBeNull();
    expect(server.asked(changeCampaign)).toHaveLength(0);
    fireEvent.change(field, { target: { value: ` ${OFFICE} ` } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(1));
    fireEvent.blur(field);
    expect(server.asked(changeCampaign).map(({ body }) => body)).toEqual([{ sendAs: OFFICE }]);
  });

  test('emptied, the mailbox itself sends again', async () => {
    const { server } = openMerge(draftOf(sharing, OFFICE), 'check', sharing);
    const field = await screen.findByLabelText('Address that receivers see');
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.blur(field);
    await waitFor(() => expect(server.asked(changeCampaign)[0]?.body).toEqual({ sendAs: null }));
  });

  test('one that is set is shown also where the mailbox may not, with why', async () => {
    openMerge(draftOf(anna, OFFICE), 'check', anna);
    expect(((await screen.findByText(FOLD)).parentElement as HTMLDetailsElement).open).toBe(true);
    expect(await screen.findByText(/^This mailbox is not allowed to send for others/)).not.toBeNull();
  });

  test('stands in the preview, in the sentence that is a contract, and in the last question', async () => {
    openMerge(draftOf(sharing, OFFICE), 'preview', sharing);
    expect(await screen.findByText(OFFICE)).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Go to send' }));
    expect(await screen.findByText(`248 mails from ${OFFICE}, one each.`)).not.toBeNull();
    expect(screen.getByText(anna.emailAddress)).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Send 248 mails' }));
    expect(screen.getByRole('alertdialog').textContent).toContain(`They leave from ${OFFICE},`);
  });
});

describe('a merge without a mailbox', () => {
  const without: Campaign = { ...readyDraft, providerId: null, from: null };

  test('connects one with one click', async () => {
    const { connected, server } = openMerge(without, 'check', null);
    const button = await screen.findByRole('button', { name: 'Connect email account' });
    await waitFor(() => expect(server.asked(listChoices)).toHaveLength(1));
    await userEvent.click(button);
    expect(connected).toEqual([{ providerKey: 'microsoft', name: 'Microsoft' }]);
  });

  test('asks which kind where there are several', async () => {
    const { connected } = openMerge(without, 'check', null, threeChoices);
    await userEvent.click(await screen.findByRole('button', { name: 'Connect email account' }));
    await userEvent.click(await screen.findByRole('button', { name: /^Google/ }));
    expect(connected).toEqual([{ providerKey: 'google', name: 'Google' }]);
  });
});
