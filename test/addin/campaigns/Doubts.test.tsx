import { describe, expect, jest, test } from '@jest/globals';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Doubts } from '../../../addin/campaigns/Doubts.tsx';
import { lookUpDoubts, resolveDoubts } from '../../../shared/api/campaignPlan.ts';
import type { CampaignSummary } from '../../../shared/api/campaigns.ts';
import type { ResultRow } from '../../../shared/api/campaignResults.ts';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { finishedCampaign, resultRows, summaryOf } from '../../support/fakeData.ts';
import { InPane, NOW, paneForTest } from '../support/paneForTest.tsx';

const finished = summaryOf(finishedCampaign(NOW));
const doubtful = resultRows(NOW).filter((row) => row.status === 'unknown');
const [first, second] = doubtful as [ResultRow, ResultRow];
const left = (unknown: number, status: CampaignSummary['status'] = 'finished') => ({
  ...finishedCampaign(NOW),
  status,
  progress: { ...finished.progress, unknown, accepted: finished.progress.accepted + 2 - unknown },
});

function Held({ first: start, onStatus }: { first: CampaignSummary; onStatus: (status: string) => void }) {
  const [campaign, setCampaign] = useState(start);
  const take = (next: CampaignSummary) => {
    setCampaign(next);
    onStatus(next.status);
  };
  return <Doubts campaign={campaign} onChange={take} />;
}

function showDoubts({ campaign = finished, rows = doubtful } = {}) {
  const pane = paneForTest();
  const statuses: string[] = [];
  const list = (found: ResultRow[]) => pane.server.on(listResults, { body: { results: found, count: found.length } });
  list(rows);
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Held first={campaign} onStatus={(status) => statuses.push(status)} />
    </InPane>,
  );
  return { ...pane, list, statuses };
}
const answer = (decided: number, campaign: object, tooEarly = 0, decideAfter: string | null = null) => ({
  body: { decided, notInDoubt: 0, tooEarly, decideAfter, campaign },
});
const press = async (name: string) => userEvent.click(await screen.findByRole('button', { name }));
const asked = (server: ReturnType<typeof paneForTest>['server']) => server.asked(resolveDoubts).map(({ body }) => body);

describe('what is in doubt', () => {
  test('is said with its number; nothing where there is none', async () => {
    showDoubts();
    expect(screen.getByRole('heading', { name: '2 mails may or may not have arrived' })).not.toBeNull();
    expect(await screen.findByText(first.to ?? '')).not.toBeNull();
  });

  test('leaves no trace where there is none', () => {
    const { server } = showDoubts({ campaign: summaryOf(left(0)) });
    expect(screen.queryByRole('button')).toBeNull();
    expect(server.asked(listResults)).toHaveLength(0);
  });
});

describe('Check Sent Items', () => {
  test('where the mailbox may be read, the server looks', async () => {
    const { server } = showDoubts();
    server.on(lookUpDoubts, { body: { lookingFor: 2, mayRead: true, campaign: finishedCampaign(NOW) } });
    await press('Check Sent Items');
    expect(await screen.findByText(/^Looking for 2 mails in Sent Items. What is found settles itself/)).not.toBeNull();
  });

  test('where it may not, the person is told where to look, and how that would change', async () => {
    const { server } = showDoubts();
    server.on(lookUpDoubts, { body: { lookingFor: 0, mayRead: false, campaign: finishedCampaign(NOW) } });
    await press('Check Sent Items');
    expect(await screen.findByText(/open Sent Items in Outlook \(in Gmail: Sent\) and search for each address/)).not.toBeNull();
    expect(screen.getByText('Next time it can look by itself: Mailboxes, More.')).not.toBeNull();
  });
});

describe('deciding', () => {
  test('one is marked as sent in one click; the keyboard stays where it was', async () => {
    const { server, list } = showDoubts();
    server.on(resolveDoubts, answer(1, left(1)));
    await screen.findByText(first.to ?? '');
    list([second]);
    await press(`Mark as sent: ${first.to}`);
    expect(await screen.findByText('1 mail marked as sent.')).not.toBeNull();
    await waitFor(() => expect(screen.queryByText(first.to ?? '')).toBeNull());
    expect(screen.getByRole('heading', { name: '1 mail may or may not have arrived' })).not.toBeNull();
    expect(server.asked(resolveDoubts)).toMatchObject([
      { body: { decision: 'sent', rows: [13] }, headers: { 'idempotency-key': 'key-1' } },
    ]);
    expect(document.activeElement?.textContent).toContain('1 mail may or may not have arrived');
  });

  test('sending one again is asked for, with who would get it twice', async () => {
    const { server, statuses } = showDoubts();
    server.on(resolveDoubts, answer(1, left(1, 'running')));
    await press(`Send again to ${second.to}`);
    const sheet = within(screen.getByRole('alertdialog', { name: 'Send 1 mail again?' }));
    expect(sheet.getByText(`If it arrived after all, ${second.to} gets it twice. Look in Sent Items first.`)).not.toBeNull();
    expect(asked(server)).toEqual([]);
    await userEvent.click(sheet.getByRole('button', { name: 'Send 1 mail again' }));
    await waitFor(() => expect(statuses).toEqual(['running']));
    expect(asked(server)).toEqual([{ decision: 'again', rows: [78] }]);
  });

  test('all at once, with the number; what is settled is said when nothing is left', async () => {
    const { server } = showDoubts();
    server.on(resolveDoubts, answer(2, left(0)));
    await press('Mark all 2 as sent');
    await userEvent.click(
      within(screen.getByRole('alertdialog', { name: 'Mark 2 mails as sent?' })).getByRole('button', {
        name: 'Mark 2 mails as sent',
      }),
    );
    expect(await screen.findByText('2 mails marked as sent.')).not.toBeNull();
    expect(asked(server)).toEqual([{ decision: 'sent' }]);
    expect(screen.queryByRole('heading')).toBeNull();
  });

  test('one that was settled meanwhile is said to be', async () => {
    const { server } = showDoubts();
    const { body } = answer(0, left(1));
    server.on(resolveDoubts, { body: { ...body, notInDoubt: 1 } });
    await press(`Mark as sent: ${first.to}`);
    expect(await screen.findByText('1 mail is not in doubt any more. The results say what became of it.')).not.toBeNull();
  });

  test('all at once, when nothing is left: that is said', async () => {
    const { server } = showDoubts();
    server.on(resolveDoubts, answer(0, left(0)));
    await press('Mark all 2 as sent');
    await press('Mark 2 mails as sent');
    expect(await screen.findByText('No mail is in doubt any more. The results say what became of each.')).not.toBeNull();
  });

  test('“not yet” changes nothing', async () => {
    const { server } = showDoubts();
    await press('Send all 2 again');
    await press('Not yet');
    expect(asked(server)).toEqual([]);
  });

  test('a cancelled merge sends nothing again', async () => {
    showDoubts({ campaign: { ...finished, status: 'cancelled' } });
    expect(await screen.findByRole('button', { name: `Mark as sent: ${first.to}` })).not.toBeNull();
    expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
  });
});

describe('too early', () => {
  test('it is said from when a mail can be decided, and at that moment it can be', async () => {
    jest.useFakeTimers();
    try {
      const at = new Date(NOW + 120_000).toISOString();
      const pane = showDoubts({ rows: [{ ...first, decideAfter: at }, second] });
      await act(async () => jest.advanceTimersByTimeAsync(10));
      expect(screen.getByText(/^Can be decided from /)).not.toBeNull();
      expect(screen.queryByRole('button', { name: `Mark as sent: ${first.to}` })).toBeNull();
      expect(screen.getByRole('button', { name: `Mark as sent: ${second.to}` })).not.toBeNull();
      pane.pane.now = () => NOW + 120_000;
      await act(async () => jest.advanceTimersByTimeAsync(120_000));
      expect(screen.getByRole('button', { name: `Mark as sent: ${first.to}` })).not.toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });

  test('all together decides what is due and says what is left, until when', async () => {
    const { server } = showDoubts();
    server.on(resolveDoubts, answer(1, left(1), 1, new Date(NOW + 120_000).toISOString()));
    await press('Mark all 2 as sent');
    await press('Mark 2 mails as sent');
    expect(await screen.findByText('1 mail marked as sent.')).not.toBeNull();
    expect(screen.getByText(/^1 mail may still be on its way: can be decided from /)).not.toBeNull();
  });

  test('a decision the server refuses is said, and nothing is counted', async () => {
    const { server, statuses } = showDoubts();
    const error = 'The request may still be on its way.';
    server.on(resolveDoubts, { status: 409, body: { success: false, error, code: 'TOO_EARLY', requestId: 'r1' } });
    await press(`Mark as sent: ${first.to}`);
    expect(await screen.findByText(error)).not.toBeNull();
    expect(statuses).toEqual([]);
  });
});
