import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import type { Step } from '../../../addin/merge/wizard.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { Campaign, CampaignInput } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { previewRow } from '../../../shared/api/campaignPreview.ts';
import { anna, checkedDraft, previewOf, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

/** No pause between two letters: in one that lasts, the pane saves what there is. */
const quick = userEvent.setup({ delay: null });

/** Opens a draft whose changes the server takes as they come. */
function openDraft(draft: Campaign, step: Step = 'check') {
  const pane = paneForTest();
  let now = draft;
  pane.storage.write('draft', { id: draft.id, step });
  pane.server.on(getCampaign, { body: draft });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  pane.server.on(previewRow, ({ url }) => ({ body: { ...previewOf(now, Number(url.split('/').pop())), rows: [1, 4] } }));
  pane.server.on(changeCampaign, ({ body }) => {
    const { merge, fieldPolicies } = body as CampaignInput;
    now = { ...now, merge: { ...now.merge, ...merge }, fieldPolicies: fieldPolicies ?? now.fieldPolicies };
    return { body: now };
  });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge draftId={draft.id} onLeave={() => undefined} onConnect={() => undefined} onStarted={() => undefined} />
    </InPane>,
  );
  const changes = () => pane.server.asked(changeCampaign).map(({ body }) => body as CampaignInput);
  return { ...pane, changes };
}

const choose = async (label: string | RegExp, option: string) =>
  userEvent.selectOptions(await screen.findByLabelText(label), option);

describe('rows, groups and order', () => {
  test('one mail for all rows that share a column; a letter that repeats nothing is told', async () => {
    const { changes } = openDraft(readyDraft);
    await choose('One mail for all rows that share', readyDraft.list?.headers[0] ?? '');
    await waitFor(() => expect(changes()).toEqual([{ merge: { groupBy: readyDraft.list?.headers[0] } }]));
    expect(await screen.findByText(/only the first row of each group is shown/)).not.toBeNull();
  });

  test('the order, and only the first of an address', async () => {
    const { changes } = openDraft(readyDraft);
    const column = readyDraft.list?.headers[1] ?? '';
    await choose('Order of sending', `By ${column}, backwards`);
    await choose('When an address comes more than once', 'Only its first row gets a mail');
    await waitFor(() =>
      expect(changes()).toEqual([{ merge: { order: { column, descending: true } } }, { merge: { duplicates: 'first' } }]),
    );
  });

  test('a condition is added, filled in and taken away again', async () => {
    const { changes } = openDraft(readyDraft);
    const column = readyDraft.list?.headers[0] ?? '';
    await userEvent.click(await screen.findByRole('button', { name: 'Add a condition' }));
    const conditions = await screen.findByRole('region', { name: 'Only rows where' });
    await userEvent.selectOptions(await within(conditions).findByLabelText('Condition'), 'contains');
    await quick.type(await within(conditions).findByLabelText('Value'), 'abc');
    await userEvent.tab();
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { filters: [{ column, test: 'contains', value: 'abc' }] } }));
    await userEvent.click(await within(conditions).findByRole('button', { name: `Remove: ${column} contains` }));
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { filters: [] } }));
  });

  test('choices of a condition that are made before the server answers all count', async () => {
    const { changes, server } = openDraft(readyDraft);
    const column = readyDraft.list?.headers[1] ?? '';
    await userEvent.click(await screen.findByRole('button', { name: 'Add a condition' }));
    const conditions = await screen.findByRole('region', { name: 'Only rows where' });
    const condition = await within(conditions).findByLabelText('Condition');
    const goOn = server.hold(changeCampaign);
    await userEvent.selectOptions(within(conditions).getByLabelText('Column'), column);
    await userEvent.selectOptions(condition, 'is empty');
    goOn();
    await waitFor(() => expect(changes()).toHaveLength(3));
    expect(changes().at(-1)).toEqual({ merge: { filters: [{ column, test: 'empty' }] } });
  });

  test('what was left out is counted where the mails are counted', async () => {
    const left = { filtered: 12, duplicates: 1, skipIf: 0 };
    openDraft({ ...readyDraft, check: { ...readyDraft.check, left, unusedColumns: ['Phone', 'Fax'] } });
    expect(await screen.findByText('12 rows left out by your conditions.')).not.toBeNull();
    expect(await screen.findByText('1 row left out: the address has its mail already.')).not.toBeNull();
    expect(await screen.findByText('Not used: Phone, Fax')).not.toBeNull();
  });

  test('the preview says how many rows are in the mail', async () => {
    openDraft(readyDraft, 'preview');
    expect(await screen.findByText('2 rows in this mail')).not.toBeNull();
  });
});

describe('what the letter brings along', () => {
  test('its questions are asked once; an empty answer is none', async () => {
    if (!readyDraft.letter) throw new Error('no letter');
    const questions = [{ key: 'Deadline', prompt: 'Until when?', standard: 'Friday' }];
    const { changes } = openDraft({ ...readyDraft, letter: { ...readyDraft.letter, questions } });
    const answer = await screen.findByLabelText('Until when?');
    expect(screen.getByText('Empty: Friday')).not.toBeNull();
    await quick.type(answer, 'Monday');
    await userEvent.tab();
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { answers: { Deadline: 'Monday' } } }));
    await userEvent.clear(answer);
    await userEvent.tab();
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { answers: {} } }));
  });

  test('the merged letter as a Word document, under a name that may have fields', async () => {
    const { changes } = openDraft(readyDraft);
    await userEvent.click(await screen.findByLabelText('Attach the merged letter as a Word document'));
    const name = (readyDraft.letter?.name ?? '').replace(/\.docx$/, '');
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { document: { name } } }));
    expect(await screen.findByLabelText('Its file name')).not.toBeNull();
  });

  test('header and footer can be shown', async () => {
    if (!readyDraft.letter) throw new Error('no letter');
    const { changes } = openDraft({ ...readyDraft, letter: { ...readyDraft.letter, letterhead: 'offered' } }, 'letter');
    await userEvent.click(await screen.findByLabelText('Show header and footer of the letter in the mail'));
    await waitFor(() => expect(changes().at(-1)).toEqual({ merge: { letterhead: true } }));
  });
});

test('an empty field can have another text, or take its line away', async () => {
  const { changes } = openDraft(checkedDraft);
  const [policy] = await screen.findAllByLabelText(/^Where «.*» is empty$/);
  if (!policy) throw new Error('no policy');
  await userEvent.selectOptions(policy, 'Write this instead');
  const text = await screen.findByLabelText('Text where it is empty');
  await userEvent.clear(text);
  await quick.type(text, 'friend');
  await userEvent.tab();
  await waitFor(() => expect(Object.values(changes().at(-1)?.fieldPolicies ?? {})).toContainEqual({ default: 'friend' }));
});
