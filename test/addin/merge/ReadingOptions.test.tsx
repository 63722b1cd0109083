import { expect, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { anna, list, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

function openList(change: Partial<NonNullable<Campaign['list']>>) {
  const pane = paneForTest();
  const draft = { ...readyDraft, list: { ...list, ...change } };
  pane.storage.write('draft', { id: draft.id, step: 'list' });
  pane.server.on(getCampaign, { body: draft });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  pane.server.on(changeCampaign, { body: draft });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge draftId={draft.id} onLeave={() => undefined} onConnect={() => undefined} onStarted={() => undefined} />
    </InPane>,
  );
  return () => pane.server.asked(changeCampaign).map(({ body }) => body);
}

test('another line holds the headings', async () => {
  const changes = openList({
    headerRow: 1,
    firstLines: [
      ['Members 2026', ''],
      ['Email', 'Name'],
      ['a@example.com', 'Ann'],
    ],
  });
  await userEvent.selectOptions(await screen.findByLabelText('The headings are in'), 'line 2: Email · Name');
  await waitFor(() => expect(changes()).toEqual([{ reading: { headerRow: 2 } }]));
});

test('a guessed encoding is visible at once and can be changed', async () => {
  const changes = openList({ encoding: { label: 'windows-1252', guessed: true }, delimiter: ';' });
  expect(await screen.findByText(/This was guessed/)).not.toBeNull();
  await userEvent.selectOptions(screen.getByLabelText('Letters are written in'), 'windows-1250');
  await waitFor(() => expect(changes()).toEqual([{ reading: { encoding: 'windows-1250' } }]));
  await userEvent.selectOptions(screen.getByLabelText('Cells are parted by'), 'tabs');
  await waitFor(() => expect(changes()).toEqual([{ reading: { encoding: 'windows-1250' } }, { reading: { delimiter: '\t' } }]));
});
