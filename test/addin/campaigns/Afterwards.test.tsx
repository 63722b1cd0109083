import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Result } from '../../../addin/campaigns/Result.tsx';
import { Scheduled } from '../../../addin/campaigns/Scheduled.tsx';
import { duplicateCampaign, eraseCampaign, retryRejected } from '../../../shared/api/campaignPlan.ts';
import type { CampaignSummary } from '../../../shared/api/campaigns.ts';
import { cancelCampaign, startCampaign } from '../../../shared/api/campaigns.ts';
import type { ResultRow } from '../../../shared/api/campaignResults.ts';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { finishedCampaign, readyDraft, resultRows, scheduledCampaign, summaryOf } from '../../support/fakeData.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

const nothing = () => undefined;
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const confirm = async (title: string, name: string) =>
  userEvent.click(within(screen.getByRole('alertdialog', { name: title })).getByRole('button', { name }));

function showResult(campaign: CampaignSummary = summaryOf(finishedCampaign(NOW)), rows: ResultRow[] = resultRows(NOW)) {
  const pane = paneForTest();
  const changes: CampaignSummary[] = [];
  const drafts: string[] = [];
  pane.server.on(listResults, ({ url }) => {
    const status = new URL(url, 'http://x').searchParams.get('status');
    const results = rows.filter((row) => status === null || row.status === status).slice(0, 50);
    return { body: { results, count: results.length } };
  });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Result
        campaign={campaign}
        moved={false}
        onChange={(next) => changes.push(next)}
        onLeave={nothing}
        onNew={nothing}
        onDraft={(id) => drafts.push(id)}
      />
    </InPane>,
  );
  return { ...pane, changes, drafts };
}

describe('the rejected ones', () => {
  test('are sent again after a question with their number; it goes on like any other', async () => {
    const { server, changes } = showResult();
    server.on(retryRejected, { body: { queued: 3, notRejected: 0, campaign: { ...finishedCampaign(NOW), status: 'running' } } });
    await press('Send the 3 rejected again');
    await confirm('Send 3 rejected mails again?', 'Send 3 mails again');
    await waitFor(() => expect(changes.map(({ status }) => status)).toEqual(['running']));
    expect(server.asked(retryRejected)).toMatchObject([{ body: {}, headers: { 'idempotency-key': 'key-1' } }]);
  });

  test.each<[string, Partial<CampaignSummary>]>([
    ['none was rejected', { progress: { ...finishedCampaign(NOW).progress, rejected: 0 } }],
    ['the merge was cancelled', { status: 'cancelled' }],
  ])('there is no such button where %s', async (_, part) => {
    showResult({ ...summaryOf(finishedCampaign(NOW)), ...part });
    await screen.findByText('50 of 50');
    expect(screen.queryByRole('button', { name: /rejected again/ })).toBeNull();
  });
});

test('“Use again” makes a draft of the same letter, list and choices, and opens it', async () => {
  const { server, drafts } = showResult();
  server.on(duplicateCampaign, { status: 201, body: { ...readyDraft, id: 'cmp-copy' } });
  await press('Use again');
  await waitFor(() => expect(drafts).toEqual(['cmp-copy']));
  expect(server.asked(duplicateCampaign)[0]?.headers['idempotency-key']).toBe('key-1');
});

describe('personal data', () => {
  test('is erased after a question that names what goes and what stays', async () => {
    const { server, changes } = showResult();
    server.on(eraseCampaign, { body: { ...finishedCampaign(NOW), erasedAt: new Date(NOW).toISOString() } });
    await press('Erase personal data');
    const sheet = within(screen.getByRole('alertdialog', { name: 'Erase the personal data of this merge?' }));
    expect(
      sheet.getByText(
        /addresses and reasons of 250 rows, go for good. 2 mails in doubt can then not be looked up .* dates and the numbers stay/,
      ),
    ).not.toBeNull();
    expect(server.asked(eraseCampaign)).toHaveLength(0);
    await userEvent.click(sheet.getByRole('button', { name: 'Erase personal data' }));
    await waitFor(() => expect(changes[0]?.erasedAt).toBe(new Date(NOW).toISOString()));
  });

  test('once erased only the numbers are shown, and nothing is asked for that is gone', async () => {
    const { server } = showResult({ ...summaryOf(finishedCampaign(NOW)), erasedAt: new Date(NOW).toISOString() });
    expect(screen.getByText('243 mails sent, 3 rejected, 2 doubtful')).not.toBeNull();
    expect(screen.getByText(/^Personal data erased .* The numbers stay\.$/)).not.toBeNull();
    expect(screen.queryByRole('button', { name: /Use again|Download|Erase|rejected/ })).toBeNull();
    expect(server.asked(listResults)).toHaveLength(0);
  });
});

test.each([
  ['person', 'The mail service took this mail over for delivery. Marked by a person who looked.'],
  ['look-up', 'Found in Sent Items.'],
] as const)('a row whose doubt was ended by a %s says so', async (decidedBy, story) => {
  const reason = decidedBy === 'look-up' ? 'Found in Sent Items.' : null;
  const [row] = resultRows(NOW).map((one): ResultRow => ({ ...one, status: 'accepted', reason, decidedBy }));
  showResult(undefined, row ? [row] : []);
  expect(await screen.findByText(story)).not.toBeNull();
});

test('that a row has more to say is seen before it is pressed', async () => {
  showResult(undefined, resultRows(NOW).slice(0, 1));
  const summary = (await screen.findByText('Sent', { selector: 'summary *' })).closest('summary');
  expect(summary?.querySelector('svg[aria-hidden="true"]')).not.toBeNull();
});

describe('a scheduled merge', () => {
  function showScheduled() {
    const pane = paneForTest();
    const changes: string[] = [];
    render(
      <InPane call={pane.call} pane={pane.pane}>
        <Scheduled
          campaign={summaryOf(scheduledCampaign(NOW))}
          moved={false}
          onChange={({ status }) => changes.push(status)}
          onLeave={nothing}
        />
      </InPane>,
    );
    return { ...pane, changes };
  }

  test('says when it starts, how many and from where', () => {
    showScheduled();
    expect(screen.getByRole('heading', { name: /^Starts tomorrow, 0?9:00/ })).not.toBeNull();
    expect(screen.getByText('248 mails from anna.berger@contoso.com')).not.toBeNull();
  });

  test('starts now after a question with the number', async () => {
    const { server, changes } = showScheduled();
    server.on(startCampaign, { body: { ...scheduledCampaign(NOW), status: 'running' } });
    await press('Start now');
    expect(server.asked(startCampaign)).toHaveLength(0);
    await confirm('Send 248 mails now?', 'Send 248 mails');
    await waitFor(() => expect(changes).toEqual(['running']));
    expect(server.asked(startCampaign)[0]?.headers['idempotency-key']).toBe('key-1');
  });

  test('is cancelled after a question; keeping the schedule changes nothing', async () => {
    const { server, changes } = showScheduled();
    server.on(cancelCampaign, { body: { ...scheduledCampaign(NOW), status: 'cancelled' } });
    await press('Cancel');
    await press('Keep the schedule');
    expect(server.asked(cancelCampaign)).toHaveLength(0);
    await press('Cancel');
    await confirm('Cancel 248 mails?', 'Cancel 248 mails');
    await waitFor(() => expect(changes).toEqual(['cancelled']));
  });
});
