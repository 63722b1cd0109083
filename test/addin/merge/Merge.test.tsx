import { describe, expect, test } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { frameDocument } from '../../../addin/merge/MailView.tsx';
import { Merge } from '../../../addin/merge/Merge.tsx';
import type { Step } from '../../../addin/merge/wizard.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, createCampaign, deleteCampaign, getCampaign, startCampaign } from '../../../shared/api/campaigns.ts';
import { previewRow, sendTest } from '../../../shared/api/campaignPreview.ts';
import { anna, checkedDraft, emptyDraft, letter, previewOf, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

function openMerge(draft: Campaign | null, step: Step = 'letter') {
  const test = paneForTest();
  const started: string[] = [];
  if (draft) {
    test.storage.write('draft', { id: draft.id, step });
    test.server.on(getCampaign, { body: draft });
    test.server.on(previewRow, ({ url }) => ({ body: previewOf(draft, Number(url.split('/').pop())) }));
  }
  test.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  let left = 0;
  /** Shows the screen; once more = after the pane was closed in between. */
  const show = () => {
    cleanup();
    render(
      <InPane call={test.call} pane={test.pane}>
        <Merge
          draftId={draft?.id ?? null}
          onLeave={() => (left += 1)}
          onConnect={() => undefined}
          onStarted={(id) => started.push(id)}
        />
      </InPane>,
    );
  };
  show();
  return { ...test, started, show, left: () => left };
}
const file = (name: string) => new File(['content'], name);
const primary = (name: string | RegExp) => screen.findByRole('button', { name });
const drop = (title: string, dropped: File) =>
  fireEvent.drop(screen.getByText(title).parentElement as HTMLElement, { dataTransfer: { files: [dropped] } });

describe('letter', () => {
  test('dropped, it is uploaded once and its fields appear', async () => {
    const { server } = openMerge(null);
    server.on(createCampaign, { status: 201, body: { ...emptyDraft, letter } });
    drop('Drop a Word letter here', file('Letter.docx'));
    await screen.findByText('«Due_Date»');
    expect(server.asked(createCampaign)).toMatchObject([
      { body: { letter: { name: 'Letter.docx', contentBytes: btoa('content') } } },
    ]);
    expect(server.asked(createCampaign)[0]?.headers['idempotency-key']).toBe('key-1');
    expect(screen.getByText('2 things will look different in an e-mail')).not.toBeNull();
  });

  test('a letter that cannot be read: why, the codes, and the place to drop another', async () => {
    const { server } = openMerge(null);
    const error = 'The letter is protected with a password. Save it without one.';
    server.on(createCampaign, { status: 422, body: { success: false, error, code: 'LETTER_UNREADABLE', requestId: 'r7' } });
    drop('Drop a Word letter here', file('Locked.docx'));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(error)).not.toBeNull();
    expect(within(alert).getByText(/request: r7/)).not.toBeNull();
    expect(screen.getByText('Drop a Word letter here')).not.toBeNull();
  });
});

describe('list', () => {
  test('cells pasted from Excel become a list', async () => {
    const { server } = openMerge({ ...emptyDraft, letter }, 'list');
    server.on(changeCampaign, { body: checkedDraft });
    const zone = (await screen.findByText('Drop an Excel or CSV list here')).parentElement as HTMLElement;
    fireEvent.paste(zone, { clipboardData: { getData: () => 'Name\tE-Mail\nAnna\ta@example.com' } });
    await screen.findByText('250 people');
    expect(server.asked(changeCampaign)[0]?.body).toMatchObject({ list: { name: 'Pasted list.csv' } });
    expect(screen.getByRole('columnheader', { name: 'Due Date' })).not.toBeNull();
  });

  test('another list that cannot be read: the one before still holds, and that is said', async () => {
    const { server } = openMerge(checkedDraft, 'list');
    const error = 'This is a PDF file, not a list. Save the list as .xlsx or .csv and choose it again.';
    server.on(changeCampaign, { status: 422, body: { success: false, error, code: 'LIST_UNREADABLE', requestId: 'r8' } });
    await userEvent.upload(await screen.findByLabelText('Choose another list'), file('People.csv'));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(`“${checkedDraft.list?.name}” is still in use.`)).not.toBeNull();
  });

  test('another sheet is asked for', async () => {
    const { server } = openMerge(checkedDraft, 'list');
    server.on(changeCampaign, { body: { ...checkedDraft, list: { ...checkedDraft.list, sheet: 'Archive' } } });
    await userEvent.selectOptions(await screen.findByLabelText('Sheet'), 'Archive');
    await waitFor(() => expect(server.asked(changeCampaign)[0]?.body).toEqual({ sheet: 'Archive' }));
  });
});

describe('check', () => {
  test('what stops the start is said on top, in groups', async () => {
    openMerge(checkedDraft, 'check');
    expect(await screen.findByText('2 things to settle before sending.')).not.toBeNull();
    expect(screen.getByText(/1 field has no column yet/)).not.toBeNull();
    expect(screen.getByText('3 rows have nothing in «Phone»: rows 4, 17, 122.')).not.toBeNull();
    expect(screen.getByText('2 rows without an address. They are skipped.')).not.toBeNull();
    expect(screen.getByRole('button', { name: /Send/ }).hasAttribute('disabled')).toBe(true);
  });

  test('choosing a column, leaving a field empty and typing a subject reach the server', async () => {
    const { server } = openMerge(checkedDraft, 'check');
    server.on(changeCampaign, { body: checkedDraft });
    await userEvent.selectOptions(await screen.findByLabelText('«Contact»'), 'Company');
    await userEvent.selectOptions(screen.getByLabelText('Where «Phone» is empty'), 'empty');
    const subject = screen.getByLabelText(/^Subject/);
    fireEvent.change(subject, { target: { value: 'Hello {{First Name}}' } });
    expect(screen.getByText('Hello Renée')).not.toBeNull();
    fireEvent.blur(subject);
    await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(3));
    expect(server.asked(changeCampaign).map(({ body }) => body)).toEqual([
      { columns: { Contact: 'Company' } },
      { fieldPolicies: { Phone: 'empty' } },
      { subject: 'Hello {{First Name}}' },
    ]);
  });

  test('a field chip writes the field into the subject', async () => {
    openMerge({ ...checkedDraft, subject: '' }, 'check');
    await userEvent.click(await screen.findByRole('button', { name: '«Due Date»' }));
    expect(screen.getByLabelText<HTMLInputElement>(/^Subject/).value).toBe('{{Due Date}}');
  });

  test('a finding leads to its row', async () => {
    openMerge(checkedDraft, 'check');
    await userEvent.click(await screen.findByRole('button', { name: 'Row 61' }));
    expect(await screen.findByText('No usable address: this row is skipped.')).not.toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('Row').value).toBe('61');
    expect(await primary('Settle 2 things first')).not.toBeNull();
  });
});

describe('nothing typed is lost', () => {
  test('a subject that could not be saved is there again, and saved then', async () => {
    const first = openMerge(checkedDraft, 'check');
    first.server.on(changeCampaign, {
      status: 401,
      body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' },
    });
    const subject = await screen.findByLabelText(/^Subject/);
    fireEvent.change(subject, { target: { value: 'Typed before the end' } });
    fireEvent.blur(subject);
    await waitFor(() => expect(first.session.token()).toBeNull());
    expect(first.storage.read('subject')).toEqual({ id: checkedDraft.id, text: 'Typed before the end' });
    first.server.on(changeCampaign, { body: { ...checkedDraft, subject: 'Typed before the end' } });
    first.show();
    await screen.findByDisplayValue('Typed before the end');
    await waitFor(() => expect(first.storage.read('subject')).toBeNull());
    expect(first.server.asked(changeCampaign).at(-1)?.body).toEqual({ subject: 'Typed before the end' });
  });

  test('a draft is deleted only after the question', async () => {
    const { server, left } = openMerge(checkedDraft, 'check');
    server.on(deleteCampaign, { body: { success: true } });
    await userEvent.click(await screen.findByRole('button', { name: 'Delete draft' }));
    await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(server.asked(deleteCampaign)).toHaveLength(0);
    await userEvent.click(screen.getByRole('button', { name: 'Delete draft' }));
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete draft' }));
    await waitFor(() => expect(left()).toBe(1));
  });
});

test('a draft that could not be deleted: why is said in the question, which can be answered again', async () => {
  const { server, left } = openMerge(checkedDraft, 'check');
  await userEvent.click(await screen.findByRole('button', { name: 'Delete draft' }));
  const sheet = within(screen.getByRole('alertdialog'));
  await userEvent.click(sheet.getByRole('button', { name: 'Delete draft' }));
  expect(await sheet.findByRole('alert')).not.toBeNull();
  expect(left()).toBe(0);
  server.on(deleteCampaign, { body: { success: true } });
  await userEvent.click(sheet.getByRole('button', { name: 'Delete draft' }));
  await waitFor(() => expect(left()).toBe(1));
});

describe('preview', () => {
  test('walks through the rows and shows the mail in a frame that can do nothing', async () => {
    const { server } = openMerge(readyDraft, 'preview');
    await screen.findByText('renee.dubois@example.com');
    const frame = screen.getByTitle('The mail as its receiver sees it');
    expect(frame.getAttribute('sandbox')).toBe('');
    await userEvent.click(screen.getByRole('button', { name: 'Next row' }));
    await screen.findByText('liam.obrien@example.com');
    const row = screen.getByLabelText('Row');
    fireEvent.change(row, { target: { value: '999' } });
    fireEvent.keyDown(row, { key: 'Enter' });
    await waitFor(() => expect(server.asked(previewRow).at(-1)?.url).toMatch(/preview\/250$/));
  });

  test('the frame loads nothing from outside', () => {
    expect(frameDocument('<img src="https://spy.example/a.gif">')).toContain("default-src 'none'; img-src data:");
  });

  test('a test mail goes to oneself and says so', async () => {
    const { server } = openMerge(readyDraft, 'preview');
    server.on(sendTest, { body: { success: true, to: 'anna.berger@contoso.com', sentAt: '' } });
    await userEvent.click(await screen.findByRole('button', { name: 'Send a test to myself' }));
    expect(await screen.findByText(/Test sent to anna.berger@contoso.com/)).not.toBeNull();
    expect(server.asked(sendTest)[0]?.body).toEqual({ row: 1 });
  });
});

describe('two panes, quick hands, slow answers', () => {
  test('a second choice builds on the answer to the first', async () => {
    const { server } = openMerge(checkedDraft, 'check');
    server.on(changeCampaign, ({ body }) => ({ body: { ...checkedDraft, ...(body as { fieldPolicies?: object }), version: 2 } }));
    const phone = await screen.findByLabelText('Where «Phone» is empty');
    fireEvent.change(phone, { target: { value: 'empty' } });
    fireEvent.change(phone, { target: { value: 'block' } });
    server.on(changeCampaign, { body: { ...checkedDraft, fieldPolicies: { Other: 'empty' } } });
    await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(2));
    expect(server.asked(changeCampaign)[0]?.body).toEqual({ fieldPolicies: { Phone: 'empty' } });
    expect(server.asked(changeCampaign)[1]?.body).toMatchObject({ fieldPolicies: { Phone: 'block' } });
  });

  test('what was changed in another pane is shown before anything is sent', async () => {
    const { server, started } = openMerge(readyDraft, 'send');
    const error = 'This merge was changed after you looked at it.';
    server.on(startCampaign, { status: 409, body: { success: false, error, code: 'CAMPAIGN_CHANGED', requestId: 'r2' } });
    await userEvent.click(await primary('Send 248 mails'));
    server.on(getCampaign, { body: { ...readyDraft, version: 9, from: 'other@contoso.com' } });
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Send 248 mails' }));
    expect(await screen.findByText(error)).not.toBeNull();
    expect(await screen.findByText('248 mails from other@contoso.com, one each.')).not.toBeNull();
    expect(started).toEqual([]);
  });

  test('a draft that is gone is forgotten: the next letter begins a new one', async () => {
    const { server, storage, show } = openMerge(readyDraft, 'letter');
    const gone = { success: false, error: 'There is no such campaign.', code: 'CAMPAIGN_NOT_FOUND', requestId: 'r3' };
    server.on(getCampaign, { status: 404, body: gone });
    show();
    await waitFor(() => expect(storage.read('draft')).toBeNull());
    server.on(createCampaign, { status: 201, body: { ...emptyDraft, id: 'new', letter } });
    drop('Drop a Word letter here', file('Letter.docx'));
    await screen.findByText('«Due_Date»');
    expect(server.asked(changeCampaign)).toEqual([]);
  });
});

describe('send', () => {
  test('is asked for once more with the number, and starts exactly that many', async () => {
    const { server, started, storage } = openMerge(readyDraft, 'send');
    server.on(startCampaign, { body: { ...readyDraft, status: 'running' } });
    expect(await screen.findByText('248 mails from anna.berger@contoso.com, one each.')).not.toBeNull();
    await userEvent.click(await primary('Send 248 mails'));
    const sheet = screen.getByRole('alertdialog', { name: 'Send 248 mails now?' });
    expect(document.activeElement?.textContent).toBe('Not yet');
    expect(server.asked(startCampaign)).toHaveLength(0);
    await userEvent.click(within(sheet).getByRole('button', { name: 'Send 248 mails' }));
    await waitFor(() => expect(started).toEqual([readyDraft.id]));
    expect(server.asked(startCampaign)).toMatchObject([
      { body: { recipients: 248, version: 1 }, headers: { 'idempotency-key': 'key-1' } },
    ]);
    expect(storage.read('draft')).toBeNull();
  });

  test('Escape means no', async () => {
    const { server } = openMerge(readyDraft, 'send');
    await userEvent.click(await primary('Send 248 mails'));
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(server.asked(startCampaign)).toHaveLength(0);
  });

  test('a number that changed meanwhile is refused and said', async () => {
    const { server, started } = openMerge(readyDraft, 'send');
    const error = 'Now 247 mails would go out, not 248. Nothing was sent.';
    server.on(startCampaign, { status: 409, body: { success: false, error, code: 'COUNT_CHANGED', requestId: 'r1' } });
    await userEvent.click(await primary('Send 248 mails'));
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Send 248 mails' }));
    expect(await screen.findByText(error)).not.toBeNull();
    expect(started).toEqual([]);
  });
});

test('a step that was passed can be gone back to with everything kept', async () => {
  openMerge(readyDraft, 'send');
  await userEvent.click(await screen.findByRole('button', { name: 'Letter' }));
  expect(screen.getByText('Invoice October.docx', { selector: 'p' })).not.toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /Send/ }));
  expect(await screen.findByText('248 mails from anna.berger@contoso.com, one each.')).not.toBeNull();
});
