/** The same merge is open in two panes, and the other one moves first. */
import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { previewRow } from '../../../shared/api/campaignPreview.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { campaignEvents, changeCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { anna, previewOf, readyDraft, summaryOf } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

const event = (campaign: Campaign) => `event: campaign\ndata: ${JSON.stringify(summaryOf(campaign))}\n\n`;
const running: Campaign = { ...readyDraft, status: 'running' };
const scheduled: Campaign = { ...readyDraft, status: 'scheduled', startsAt: '2026-03-06T08:00:00.000Z' };
const error = (code: string) => ({ success: false, error: 'Nothing was changed.', code, requestId: 'r1' });

function openAt(step: string) {
  const pane = paneForTest();
  const started: string[] = [];
  pane.storage.write('draft', { id: readyDraft.id, step });
  pane.server.on(getCampaign, { body: readyDraft });
  pane.server.on(previewRow, { body: previewOf(readyDraft, 1) });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  let tell: (event: string) => void = () => undefined;
  const told = new Promise<string>((resolve) => (tell = resolve));
  pane.server.on(campaignEvents, { body: null, events: [event(readyDraft), told] });
  const nothing = () => undefined;
  const shown = render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge draftId={readyDraft.id} onLeave={nothing} onConnect={nothing} onStarted={(id) => started.push(id)} />
    </InPane>,
  );
  const becomes = (campaign: Campaign) => {
    pane.server.on(getCampaign, { body: campaign });
    tell(event(campaign));
  };
  return { ...pane, started, becomes, unmount: shown.unmount };
}

describe('at the last step', () => {
  test.each([
    ['started', running],
    ['scheduled', scheduled],
  ])('what was %s in the other pane is shown as what it is now, without a press', async (_, campaign) => {
    const { started, becomes, server, storage } = openAt('send');
    await screen.findByRole('button', { name: 'Send 248 mails' });
    await waitFor(() => expect(server.asked(campaignEvents)).toHaveLength(1));
    expect(started).toEqual([]);
    becomes(campaign);
    await waitFor(() => expect(started).toEqual([readyDraft.id]));
    expect(storage.read('draft')).toBeNull();
  });

  test('what was deleted there is said', async () => {
    const { server } = openAt('send');
    server.on(campaignEvents, { status: 404, body: error('CAMPAIGN_NOT_FOUND') });
    server.on(getCampaign, { status: 404, body: error('CAMPAIGN_NOT_FOUND') });
    expect(await screen.findByRole('alert')).not.toBeNull();
  });

  test('nothing is listened to before that step, nor after it', async () => {
    const { server } = openAt('preview');
    await userEvent.click(await screen.findByRole('button', { name: 'Go to send' }));
    await waitFor(() => expect(server.asked(campaignEvents)).toHaveLength(1));
    const [asked] = server.asked(campaignEvents);
    expect(asked?.signal?.aborted).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    await waitFor(() => expect(asked?.signal?.aborted).toBe(true));
  });
});

test('at another step a change that comes too late shows what the merge is now', async () => {
  const { server, started } = openAt('check');
  const subject = await screen.findByRole('textbox', { name: /^Subject/ });
  server.on(changeCampaign, { status: 409, body: error('CAMPAIGN_WRONG_STATE') });
  server.on(getCampaign, { body: running });
  await userEvent.type(subject, '!');
  await userEvent.tab();
  await waitFor(() => expect(started).toEqual([readyDraft.id]));
});
