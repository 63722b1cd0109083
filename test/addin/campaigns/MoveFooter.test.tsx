import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Sending } from '../../../addin/campaigns/Sending.tsx';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { cancelCampaign } from '../../../shared/api/campaigns.ts';
import { runningCampaign, summaryOf } from '../../support/fakeData.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

/** A merge on its way, at a server that cannot be reached to pause it. */
async function pauseInVain() {
  const { server, call, pane } = paneForTest();
  server.on(listResults, { body: { results: [], count: 0 } });
  const nothing = () => undefined;
  const moves = { onChange: nothing, onLeave: nothing, onMailboxes: nothing };
  const shown = (live: boolean) => (
    <InPane call={call} pane={pane}>
      <Sending campaign={summaryOf(runningCampaign(NOW))} live={live} moved={false} {...moves} />
    </InPane>
  );
  const { rerender } = render(shown(true));
  await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
  await screen.findByText(FAILED);
  return { server, line: (live: boolean) => rerender(shown(live)) };
}
const FAILED = 'Mergepost cannot be reached';

describe('a move that failed', () => {
  test('is said while the line is broken, and no longer once the server is there again', async () => {
    const { line } = await pauseInVain();
    line(false);
    expect(screen.queryByText(FAILED)).not.toBeNull();
    line(true);
    await waitFor(() => expect(screen.queryByText(FAILED)).toBeNull());
  });

  test('is over when another move worked', async () => {
    const { server } = await pauseInVain();
    server.on(cancelCampaign, { body: { ...runningCampaign(NOW), status: 'cancelled' } });
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the rest' }));
    await userEvent.click(screen.getByRole('button', { name: /^Cancel \d+/ }));
    await waitFor(() => expect(screen.queryByText(FAILED)).toBeNull());
  });
});
