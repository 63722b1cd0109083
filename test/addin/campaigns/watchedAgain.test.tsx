import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CampaignView } from '../../../addin/campaigns/CampaignView.tsx';
import { retryRejected } from '../../../shared/api/campaignPlan.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { campaignEvents } from '../../../shared/api/campaigns.ts';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { finishedCampaign, scheduledCampaign, summaryOf } from '../../support/fakeData.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

const event = (campaign: Campaign) => `event: campaign\ndata: ${JSON.stringify(summaryOf(campaign))}\n\n`;
const settled: Campaign = { ...finishedCampaign(NOW), progress: { ...finishedCampaign(NOW).progress, unknown: 0 } };

function showCampaign(...events: (string | Promise<string>)[]) {
  const pane = paneForTest();
  const nothing = () => undefined;
  pane.server.on(campaignEvents, { body: null, events });
  pane.server.on(listResults, { body: { results: [], count: 0 } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <CampaignView id={settled.id} onLeave={nothing} onNew={nothing} onDraft={nothing} onMailboxes={nothing} />
    </InPane>,
  );
  return pane;
}

afterEach(() => void jest.restoreAllMocks());

describe('one merge, whatever becomes of it', () => {
  test('a scheduled one that begins turns into its progress, and the heading is where a screen reader goes on', async () => {
    const scheduled = scheduledCampaign(NOW);
    let begin: (event: string) => void = () => undefined;
    const begun = new Promise<string>((resolve) => {
      begin = resolve;
    });
    showCampaign(event(scheduled), begun);
    await screen.findByRole('heading', { name: /^Starts tomorrow/ });
    expect(document.activeElement).toBe(document.body);
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    begin(event({ ...scheduled, status: 'running', startedAt: new Date(NOW).toISOString() }));
    expect(await screen.findByText('of 248 mails sent')).not.toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  });

  test('one that ended and sends again is followed anew', async () => {
    const { server } = showCampaign(event(settled));
    const again: Campaign = { ...settled, status: 'running', progress: { ...settled.progress, rejected: 0, queued: 3 } };
    server.on(retryRejected, { body: { queued: 3, notRejected: 0, campaign: again } });
    await userEvent.click(await screen.findByRole('button', { name: 'Send the 3 rejected again' }));
    expect(server.asked(campaignEvents)).toHaveLength(1);
    server.on(campaignEvents, { body: null, events: [event(again), event(settled)] });
    await userEvent.click(screen.getByRole('button', { name: 'Send 3 mails again' }));
    await waitFor(() => expect(server.asked(campaignEvents)).toHaveLength(2));
    expect(await screen.findByText('243 mails sent, 3 rejected')).not.toBeNull();
  });
});
