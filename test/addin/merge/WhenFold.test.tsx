import { describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import { scheduleCampaign } from '../../../shared/api/campaignPlan.ts';
import type { Campaign, CampaignInput } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign, startCampaign } from '../../../shared/api/campaigns.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { anna, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function openSend(first: Campaign = readyDraft) {
  const test = paneForTest();
  const started: string[] = [];
  let draft = first;
  test.storage.write('draft', { id: draft.id, step: 'send' });
  test.server.on(getCampaign, () => ({ body: draft }));
  test.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  test.server.on(changeCampaign, ({ body }) => {
    const { sending } = body as CampaignInput;
    draft = { ...draft, version: draft.version + 1, sending: { ...draft.sending, ...sending } };
    return { body: draft };
  });
  const show = () => {
    cleanup();
    render(
      <InPane call={test.call} pane={test.pane}>
        <Merge draftId={draft.id} onLeave={() => undefined} onConnect={() => undefined} onStarted={(id) => started.push(id)} />
      </InPane>,
    );
  };
  show();
  return { ...test, started, show };
}
const choose = async (name: string) => userEvent.click(await screen.findByRole('radio', { name }));
const pick = (date: string, time: string) => {
  fireEvent.change(screen.getByLabelText('Date'), { target: { value: date } });
  fireEvent.change(screen.getByLabelText('Time'), { target: { value: time } });
};
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const changes = ({ server }: ReturnType<typeof openSend>) => server.asked(changeCampaign).map(({ body }) => body);

describe('now', () => {
  test('stays one click and one question, with the end in both', async () => {
    openSend();
    expect(await screen.findByText(/^Done about .*, after 9 minutes\.$/)).not.toBeNull();
    expect(screen.getByText('When: now', { selector: 'summary' }).parentElement?.hasAttribute('open')).toBe(false);
    expect(await screen.findByText('4,988 of 5,000')).not.toBeNull();
    await press('Send 248 mails');
    const sheet = within(screen.getByRole('alertdialog', { name: 'Send 248 mails now?' }));
    expect(sheet.getByText(/^They leave from anna.berger@contoso.com, done about .* cannot be called back/)).not.toBeNull();
  });
});

describe('later', () => {
  test('is scheduled for the time of the person’s clock, with what was looked at', async () => {
    const opened = openSend();
    opened.server.on(scheduleCampaign, { body: { ...readyDraft, status: 'scheduled' } });
    await choose('Send later');
    pick('2026-03-09', '09:30');
    await press('Schedule 248 mails');
    const sheet = within(screen.getByRole('alertdialog', { name: /^Send 248 mails Monday, 0?9:30.*\?$/ }));
    expect(opened.server.asked(scheduleCampaign)).toHaveLength(0);
    await userEvent.click(sheet.getByRole('button', { name: 'Schedule 248 mails' }));
    await waitFor(() => expect(opened.started).toEqual([readyDraft.id]));
    expect(opened.server.asked(scheduleCampaign)).toMatchObject([
      {
        body: { at: new Date(2026, 2, 9, 9, 30).toISOString(), recipients: 248, version: 1 },
        headers: { 'idempotency-key': 'key-1' },
      },
    ]);
    expect(opened.storage.read('start')).toBeNull();
  });

  test.each([
    ['has passed', '2026-03-04', '01:00', 'This time has passed. Choose one that is still to come.'],
    ['is half typed', '', '09:00', 'Choose a date and a time.'],
  ])('a time that %s cannot be scheduled, and it is said at the field', async (_, date, time, sentence) => {
    const { server } = openSend();
    await choose('Send later');
    pick(date, time);
    expect(screen.getByText(sentence)).not.toBeNull();
    await press('Schedule 248 mails');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(server.asked(scheduleCampaign)).toHaveLength(0);
  });

  test('a chosen time is there again after the pane was closed, and “now” takes it back', async () => {
    const { show, storage } = openSend();
    await choose('Send later');
    pick('2026-03-09', '09:30');
    show();
    expect((await screen.findByLabelText<HTMLInputElement>('Date')).value).toBe('2026-03-09');
    await choose('Send now');
    expect(screen.getByRole('button', { name: 'Send 248 mails' })).not.toBeNull();
    expect(storage.read('start')).toBeNull();
  });

  test('a time that passed meanwhile is refused and said; nothing is started', async () => {
    const { server, started } = openSend();
    const error = 'That time has passed.';
    server.on(scheduleCampaign, { status: 409, body: { success: false, error, code: 'TIME_PASSED', requestId: 'r1' } });
    await choose('Send later');
    await press('Schedule 248 mails');
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Schedule 248 mails' }));
    expect(await screen.findByText(error)).not.toBeNull();
    expect([started, server.asked(startCampaign)]).toEqual([[], []]);
  });
});

describe('within hours', () => {
  const window = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: ownZone };

  test('office hours of the person’s own zone to begin with; days, hours and zone can be changed', async () => {
    const opened = openSend();
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Only within certain hours' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Saturday', pressed: false }));
    expect(await screen.findByRole('button', { name: 'Saturday', pressed: true })).not.toBeNull();
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '22:00' } });
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '00:00' } });
    fireEvent.blur(screen.getByLabelText('To'));
    await waitFor(() => expect(changes(opened)).toHaveLength(3));
    await userEvent.selectOptions(screen.getByLabelText('Time zone'), 'Pacific/Auckland');
    await waitFor(() => expect(changes(opened)).toHaveLength(4));
    const six = { ...window, days: [1, 2, 3, 4, 5, 6] };
    expect(changes(opened)).toEqual([
      { sending: { window } },
      { sending: { window: six } },
      { sending: { window: { ...six, from: '22:00', to: '24:00' } } },
      { sending: { timeZone: 'Pacific/Auckland', window: { ...six, from: '22:00', to: '24:00', timeZone: 'Pacific/Auckland' } } },
    ]);
  });

  test('hours that are alike are not saved, and it is said', async () => {
    const opened = openSend({ ...readyDraft, sending: { ...readyDraft.sending, window } });
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '17:00' } });
    fireEvent.blur(screen.getByLabelText('From'));
    expect(screen.getByText('Choose two different times.')).not.toBeNull();
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '08:00' } });
    expect(screen.getByText('Over midnight, until the next morning.')).not.toBeNull();
    fireEvent.blur(screen.getByLabelText('To'));
    await waitFor(() => expect(changes(opened)).toEqual([{ sending: { window: { ...window, from: '17:00', to: '08:00' } } }]));
  });

  test('can be taken away again', async () => {
    const opened = openSend({ ...readyDraft, sending: { ...readyDraft.sending, window } });
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Only within certain hours' }));
    await waitFor(() => expect(changes(opened)).toEqual([{ sending: { window: null } }]));
    expect(screen.queryByRole('group', { name: 'Days' })).toBeNull();
  });
});

test('a column with times of its own: they are of the person’s clock unless another zone is chosen', async () => {
  const opened = openSend();
  await userEvent.selectOptions(await screen.findByLabelText('A time of its own for each row'), 'Due Date');
  await waitFor(() => expect(changes(opened)).toEqual([{ sending: { timeColumn: 'Due Date', timeZone: ownZone } }]));
  expect(await screen.findByText('When: now · times in «Due Date»', { selector: 'summary' })).not.toBeNull();
  expect(screen.getByLabelText<HTMLSelectElement>('Time zone').value).toBe(ownZone);
});
