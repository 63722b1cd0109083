import { describe, expect, test } from '@jest/globals';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import type { Step } from '../../../addin/merge/wizard.ts';
import type { Pane } from '../../../addin/session/usePane.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, createCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { anna, checkedDraft, emptyDraft, letter, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

type Source = NonNullable<Pane['letterSource']>;
type LetterNews = Parameters<Parameters<NonNullable<Source['watch']>>[0]>[0];

function aSource(given: Partial<Source> = {}) {
  const state = {
    reads: 0,
    tell: (_news: LetterNews) => undefined as void,
    change: () => undefined as void,
    since: [] as unknown[],
    inserted: [] as string[],
    marks: [] as boolean[],
  };
  const source: Source = {
    kind: 'document',
    async read() {
      state.reads += 1;
      const document = { name: 'Invoice.docx', content: new Blob([`reading ${state.reads}`]) };
      return { ok: true, letter: { kind: 'docx', document }, mark: `mark ${state.reads}` };
    },
    watch(changed, since) {
      state.since.push(since);
      state.tell = (news) => act(() => changed(news));
      state.change = () => state.tell({ kind: 'changed' });
      return () => undefined;
    },
    async insertField(name) {
      state.inserted.push(name);
      return { ok: true, as: 'control' };
    },
    async highlight(on) {
      state.marks.push(on);
      return true;
    },
    ...given,
  };
  return { source, state };
}

/** What stayed behind is kept with the letter. */
function leftIn(body: unknown): string[] {
  return (body as { letter: { left?: string[] } }).letter.left ?? [];
}

function openMerge(draft: Campaign | null, step: Step = 'letter', given: Partial<Source> = {}) {
  const office = aSource(given);
  const test = paneForTest();
  test.pane.letterSource = office.source;
  if (draft) {
    test.storage.write('draft', { id: draft.id, step });
    test.server.on(getCampaign, { body: draft });
  }
  test.server.on(createCampaign, ({ body }) => ({
    status: 201,
    body: { ...emptyDraft, letter: { ...letter, left: leftIn(body) } },
  }));
  test.server.on(changeCampaign, { body: draft });
  test.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  const show = (draftId: string | null) => {
    cleanup();
    return render(
      <InPane call={test.call} pane={test.pane}>
        <Merge draftId={draftId} onLeave={() => undefined} onConnect={() => undefined} onStarted={() => undefined} />
      </InPane>,
    );
  };
  return { ...test, ...office, show, shown: show(draft?.id ?? null) };
}
const button = (name: string | RegExp) => screen.findByRole('button', { name });
const CHANGED = 'The document has changed since it was read. The mails still say what was read.';

describe('the open document', () => {
  test('is read at once, once, and told by its fields', async () => {
    const { server, state } = openMerge(null);
    await screen.findByText('«Due_Date»');
    expect(state.reads).toBe(1);
    expect(server.asked(createCampaign)[0]?.body).toEqual({
      letter: { name: 'Invoice.docx', contentBytes: btoa('reading 1') },
    });
    expect(screen.getByText(/read at/)).not.toBeNull();
    expect(screen.getByText(/Once the list is chosen, its columns/)).not.toBeNull();
  });

  test('that changed is said on the step where somebody is, and read again from there', async () => {
    const { server, state } = openMerge({ ...checkedDraft }, 'check');
    await screen.findByText('2 things to settle before sending.');
    // Nothing was read by this pane yet, so there is nothing to differ from.
    state.change();
    expect(screen.queryByText(CHANGED)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /Letter/ }));
    await userEvent.click(await button('Read the open document'));
    await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(1));
    await screen.findByText('Read again: the same fields as before.');
    await userEvent.click(await button('Choose the list'));
    state.change();
    const note = (await screen.findByText(CHANGED)).closest('[role=status]') as HTMLElement;
    server.on(changeCampaign, {
      body: { ...checkedDraft, letter: { ...letter, fields: [...letter.fields.slice(1), 'Amount'] } },
    });
    await userEvent.click(within(note).getByRole('button', { name: 'Read again' }));
    await waitFor(() => expect(screen.queryByText(CHANGED)).toBeNull());
    expect(state.reads).toBe(2);
  });

  test('is compared with what was read before the pane was closed', async () => {
    const { show, shown, state } = openMerge(null);
    await screen.findByText('«Due_Date»');
    shown.unmount();
    const before = state.since.length;
    show(emptyDraft.id);
    await waitFor(() => expect(state.since.length).toBeGreaterThan(before));
    expect(state.since.slice(before)).toEqual(expect.arrayContaining(['mark 1']));
  });

  test.each([
    ['busy', 'Word is busy with this document. Click into it once, then read again.'],
    ['silent', 'Word has not answered for a while. Answer or close what it asks you, click into the document, then read again.'],
    ['refused', 'Word did not hand over the document. Save it once, then read again.'],
  ] as const)('that is %s says what to do, and can be read after all', async (reason, sentence) => {
    openMerge(null, 'letter', { read: async () => ({ ok: false, reason, detail: '5001 x' }) });
    expect(await screen.findByText(sentence)).not.toBeNull();
    expect(await button('Read the open document')).not.toBeNull();
  });
});

test('a mail that is being written is read with its subject, and what it lacks is said', async () => {
  const { server } = openMerge(null, 'letter', {
    kind: 'draft',
    highlight: null,
    read: async () => ({
      ok: true,
      letter: {
        kind: 'html',
        subject: 'Hello {{Name}}',
        html: '<p>x</p>',
        attachments: [],
        left: ['A picture is missing.'],
        remarks: ['To is not used.'],
      },
    }),
  });
  expect(await screen.findByText('A picture is missing.')).not.toBeNull();
  expect(screen.getByText('To is not used.')).not.toBeNull();
  expect(server.asked(createCampaign)[0]?.body).toMatchObject({
    subject: 'Hello {{Name}}',
    letter: { name: 'Hello {{Name}}.html', left: ['A picture is missing.'] },
  });
});

test('another mail beside the pane is told apart, gets no field, and takes the place of the first one only when asked to', async () => {
  const read = async (): ReturnType<Source['read']> => ({
    ok: true,
    letter: { kind: 'html', subject: 'A', html: '<p>x</p>', attachments: [], left: [], remarks: [] },
    mark: 'm',
  });
  const { state, server, storage } = openMerge(checkedDraft, 'list', { kind: 'draft', highlight: null, read });
  await screen.findByRole('region', { name: 'Insert field' });
  await userEvent.click(screen.getByRole('button', { name: /Letter/ }));
  await userEvent.click(await button('Read this draft'));
  await waitFor(() => expect(storage.read('letter')).toMatchObject({ brought: { subject: 'A' } }));
  await userEvent.click(await button('Choose the list'));
  state.tell({ kind: 'another', subject: 'B' });
  await screen.findByText('Another mail is open beside this pane: “B”. The mails still say what was read from “A”.');
  expect(screen.queryByRole('region', { name: 'Insert field' })).toBeNull();
  state.tell({ kind: 'same' });
  expect(screen.queryByText(/Another mail is open/)).toBeNull();
  expect(screen.queryByRole('region', { name: 'Insert field' })).not.toBeNull();
  state.tell({ kind: 'another', subject: '' });
  await userEvent.click(await button('Use the open mail instead'));
  await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(2));
  await waitFor(() => expect(screen.queryByText(/Another mail is open/)).toBeNull());
});

test('what stays behind is said again before the button that sends, also in a pane that never read it', async () => {
  const left = ['“Film.mp4” stays behind.'];
  openMerge({ ...readyDraft, letter: { ...letter, left } }, 'send', { kind: 'draft' });
  expect(await screen.findByText('“Film.mp4” stays behind.')).not.toBeNull();
  expect(screen.getByText('This does not go along with the mails:')).not.toBeNull();
});

describe('fields of the list', () => {
  test('are put at the cursor with a click, and the letter waits to be read again', async () => {
    const { state } = openMerge(checkedDraft, 'list');
    const chips = await screen.findByRole('region', { name: 'Insert field' });
    await userEvent.click(within(chips).getByRole('button', { name: '«Due Date»' }));
    expect(await within(chips).findByText('«Due Date» is in the letter, in a frame that its value will replace.')).not.toBeNull();
    expect(state.inserted).toEqual(['Due Date']);
    expect(screen.getByText(CHANGED)).not.toBeNull();
  });

  test.each([
    ['could not be put there', { ok: false as const, detail: 'x' }, /could not be put there. Click into the text/],
    [
      'may still be put there',
      { ok: false as const, silent: true as const, detail: 'no answer' },
      /has not been put there yet. .* look whether it is there before you choose it again/,
    ],
  ])('one that %s says what to do', async (_, answer, sentence) => {
    openMerge(checkedDraft, 'letter', { insertField: async () => answer });
    const chips = await screen.findByRole('region', { name: 'Insert field' });
    await userEvent.click(within(chips).getByRole('button', { name: '«Due Date»' }));
    expect(await screen.findByText(sentence)).not.toBeNull();
  });

  test('are not offered where nothing can be inserted', async () => {
    openMerge(checkedDraft, 'list', { insertField: null });
    await screen.findByRole('table');
    expect(screen.queryByRole('region', { name: 'Insert field' })).toBeNull();
  });
});

describe('marks in the letter', () => {
  test('go on and off, follow a field that is inserted, and are gone when the merge is left', async () => {
    const { state, shown } = openMerge(checkedDraft, 'letter');
    const box = await screen.findByRole('checkbox', { name: 'Mark the fields in the letter' });
    await userEvent.click(box);
    await userEvent.click(screen.getByRole('button', { name: '«Due Date»' }));
    await waitFor(() => expect(state.marks).toEqual([true, true]));
    shown.unmount();
    await waitFor(() => expect(state.marks).toEqual([true, true, false]));
  });

  test('that Word refuses are not shown as on', async () => {
    openMerge(checkedDraft, 'letter', { highlight: async () => false });
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: 'Mark the fields in the letter' });
    await userEvent.click(box);
    expect(await screen.findByText('This Word cannot mark the fields.')).not.toBeNull();
    expect(box.checked).toBe(false);
  });
});
