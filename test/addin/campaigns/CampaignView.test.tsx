import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Home } from '../../../addin/campaigns/Home.tsx';
import { Result } from '../../../addin/campaigns/Result.tsx';
import { Sending } from '../../../addin/campaigns/Sending.tsx';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { CampaignSummary } from '../../../shared/api/campaigns.ts';
import { cancelCampaign, listCampaigns, pauseCampaign, resumeCampaign } from '../../../shared/api/campaigns.ts';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { anna, finishedCampaign, office, readyDraft, resultRows, runningCampaign, summaryOf } from '../../support/fakeData.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

const running = summaryOf(runningCampaign(NOW));
const nothing = () => undefined;

function showSending(campaign: CampaignSummary, live = true) {
  const test = paneForTest();
  const changes: string[] = [];
  for (const [route, status] of [
    [pauseCampaign, 'paused'],
    [resumeCampaign, 'running'],
    [cancelCampaign, 'cancelled'],
  ] as const) {
    test.server.on(route, { body: { ...runningCampaign(NOW), status } });
  }
  test.server.on(listResults, { body: { results: resultRows(NOW).slice(0, 2), count: 2 } });
  render(
    <InPane call={test.call} pane={test.pane}>
      <Sending
        campaign={campaign}
        live={live}
        moved={false}
        onChange={(next) => changes.push(next.status)}
        onLeave={nothing}
        onMailboxes={nothing}
      />
    </InPane>,
  );
  return { ...test, changes };
}

describe('sending', () => {
  test('counts, end and the last mails', async () => {
    showSending(running);
    expect(screen.getByText('of 248 mails sent')).not.toBeNull();
    expect(screen.getByText('3 rejected')).not.toBeNull();
    expect(screen.getByText(/^Finishes about /)).not.toBeNull();
    expect(screen.getByText('Up to 28 a minute, 5,000 in 24 hours')).not.toBeNull();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('86 of 248 sent');
    expect(await screen.findByText('liam.obrien@example.com')).not.toBeNull();
    expect(screen.getByText('You can close this window; sending goes on.')).not.toBeNull();
  });

  test('pause is one click', async () => {
    const { changes } = showSending(running);
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(changes).toEqual(['paused']));
  });

  test('paused: why, and how to go on', async () => {
    const { changes } = showSending({ ...running, status: 'paused', pauseReason: '5 mails in a row were rejected.' });
    expect(screen.getByText('5 mails in a row were rejected.')).not.toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Go on sending' }));
    await waitFor(() => expect(changes).toEqual(['running']));
  });

  test('cancelling is confirmed with its numbers', async () => {
    const { changes, server } = showSending(running);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the rest' }));
    const sheet = screen.getByRole('alertdialog', { name: 'Cancel the remaining 158 mails?' });
    expect(within(sheet).getByText('86 mails already sent cannot be called back.')).not.toBeNull();
    await userEvent.click(within(sheet).getByRole('button', { name: 'Keep sending' }));
    expect(server.asked(cancelCampaign)).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the rest' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel 158 mails' }));
    await waitFor(() => expect(changes).toEqual(['cancelled']));
  });

  test('a line that is down is said, and that sending goes on', async () => {
    showSending(running, false);
    await screen.findByText('liam.obrien@example.com');
    expect(screen.getByText(/The connection to Mergepost is interrupted. Sending goes on/)).not.toBeNull();
  });

  test('a rest that the mail service asked for says when it ends', async () => {
    showSending({ ...running, progress: { ...running.progress, restingUntil: new Date(NOW + 60_000).toISOString() } });
    await screen.findByText('liam.obrien@example.com');
    expect(screen.getByText('The mail service asked for a pause.')).not.toBeNull();
    expect(screen.getByText(/^It goes on by itself about/)).not.toBeNull();
  });

  test('why nothing leaves, until when, and the end that follows from it', async () => {
    const until = new Date(NOW + 20 * 3_600_000).toISOString();
    const waiting = { reason: 'The hours of sending are over.', until };
    showSending({ ...running, progress: { ...running.progress, waiting, finishesAt: until } });
    await screen.findByText('liam.obrien@example.com');
    expect(screen.getByText('The hours of sending are over.')).not.toBeNull();
    expect(screen.getByText(/^It goes on by itself tomorrow, about/)).not.toBeNull();
    expect(screen.getByText(/^Finishes tomorrow, about/)).not.toBeNull();
  });
});

describe('result', () => {
  function showResult() {
    const test = paneForTest();
    test.server.on(listResults, ({ url }) => {
      const query = new URL(url, 'http://x').searchParams;
      const found = resultRows(NOW).filter((row) => !query.has('status') || row.status === query.get('status'));
      const offset = Number(query.get('offset'));
      return { body: { results: found.slice(offset, offset + 50), count: found.length } };
    });
    render(
      <InPane call={test.call} pane={test.pane}>
        <Result
          campaign={summaryOf(finishedCampaign(NOW))}
          moved={false}
          onChange={nothing}
          onLeave={nothing}
          onNew={nothing}
          onDraft={nothing}
        />
      </InPane>,
    );
    return test;
  }

  test('pages', async () => {
    showResult();
    await screen.findByText('50 of 250');
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('100 of 250')).not.toBeNull();
  });

  test('a doubtful mail explains itself', async () => {
    showResult();
    await userEvent.click(screen.getByRole('button', { name: 'Doubtful 2' }));
    await screen.findByText('2 of 2');
    expect(screen.getAllByText(/No answer came in time; this mail may have been sent/)).toHaveLength(2);
  });

  test('the search is sent to the server', async () => {
    const { server } = showResult();
    await screen.findByText('50 of 250');
    await userEvent.type(screen.getByRole('searchbox'), 'anna');
    await waitFor(() => expect(server.asked(listResults).at(-1)?.url).toContain('search=anna'));
  });
});

describe('start page', () => {
  function showHome(campaigns: CampaignSummary[], providers = [anna, office]) {
    const test = paneForTest();
    const opened: string[] = [];
    test.server.on(listCampaigns, { body: { success: true, campaigns, count: campaigns.length } });
    test.server.on(listAccounts, { body: { success: true, providers, count: providers.length } });
    render(
      <InPane call={test.call} pane={test.pane}>
        <Home
          onNew={nothing}
          onDraft={(id) => opened.push(`draft ${id}`)}
          onCampaign={(id) => opened.push(id)}
          onMailboxes={nothing}
        />
      </InPane>,
    );
    return { ...test, opened };
  }

  test('a mailbox with trouble floats to the top', async () => {
    showHome([]);
    expect(await screen.findByText('office@contoso.com + 1')).not.toBeNull();
    expect(screen.getByText('Has to be connected again')).not.toBeNull();
  });

  test('drafts open the wizard, started merges their progress', async () => {
    const { opened } = showHome([summaryOf(readyDraft), { ...running, name: 'Reminder' }]);
    await userEvent.click(await screen.findByRole('button', { name: /Invoice October/ }));
    await userEvent.click(screen.getByRole('button', { name: /Reminder/ }));
    expect(opened).toEqual([`draft ${readyDraft.id}`, running.id]);
  });

  test('nothing yet teaches what happens here', async () => {
    showHome([]);
    expect(await screen.findByText('A letter, a list, and everybody gets their own mail.')).not.toBeNull();
  });
});
