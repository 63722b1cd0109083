import { describe, expect, test } from '@jest/globals';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import type { Step } from '../../../addin/merge/wizard.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { previewRow } from '../../../shared/api/campaignPreview.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign, startCampaign } from '../../../shared/api/campaigns.ts';
import { anna, previewOf, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

/** The server is away for whatever has no answer here. */
function openMerge(step: Step, { answers = true } = {}) {
  const pane = paneForTest();
  const { server } = pane;
  pane.storage.write('draft', { id: readyDraft.id, step });
  if (answers) server.on(getCampaign, { body: readyDraft });
  server.on(previewRow, { body: previewOf(readyDraft, 1) });
  server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge draftId={readyDraft.id} onLeave={() => undefined} onConnect={() => undefined} onStarted={() => undefined} />
    </InPane>,
  );
  return pane;
}

const heading = (name: string) => screen.findByRole('heading', { name });
/** The stepper above names some steps alike. */
const primary = async (name: string | RegExp) => (await screen.findAllByRole('button', { name })).at(-1) as HTMLElement;
const isBack = (server: ReturnType<typeof paneForTest>['server']) =>
  server.on(changeCampaign, ({ body }) => ({ body: { ...readyDraft, ...(body as Partial<Campaign>) } }));

async function retypeSubject(text: string): Promise<void> {
  const subject = await screen.findByRole('textbox', { name: /^Subject/ });
  await userEvent.clear(subject);
  await userEvent.type(subject, text);
}

describe('a draft that cannot be opened', () => {
  test('is not shown as an empty merge, and is opened where it was once the server is back', async () => {
    const { server } = openMerge('check', { answers: false });
    await screen.findByText('Mergepost cannot be reached');
    expect(screen.queryByText('Drop a Word letter here')).toBeNull();
    server.on(getCampaign, { body: readyDraft });
    await userEvent.click(await primary('Try again'));
    await heading('Does everything fit?');
  });
});

describe('a choice that could not be sent', () => {
  test('holds the step: nobody looks at mails with the subject of before', async () => {
    const { server } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.click(await primary('Preview'));
    await screen.findByText('Mergepost cannot be reached');
    await heading('Does everything fit?');
    isBack(server);
    await userEvent.click(await primary('Preview'));
    await heading('This is what arrives');
    expect(server.asked(changeCampaign).at(-1)?.body).toEqual({ subject: 'Hello again' });
  });

  test('is sent by “Try again”, and that nothing is left to send is seen', async () => {
    const { server } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.tab();
    const again = await primary('Try again');
    isBack(server);
    await userEvent.click(again);
    await waitFor(() => expect(screen.queryByText('Mergepost cannot be reached')).toBeNull());
    expect(server.asked(changeCampaign).at(-1)?.body).toEqual({ subject: 'Hello again' });
  });

  test('is no longer remembered once it arrived: it would replace the subject that comes after it', async () => {
    const { server, storage } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.click(await primary('Preview'));
    await screen.findByText('Mergepost cannot be reached');
    expect(storage.read('subject')).toEqual({ id: readyDraft.id, text: 'Hello again' });
    isBack(server);
    await userEvent.click(await primary('Preview'));
    await heading('This is what arrives');
    expect(storage.read('subject')).toBeNull();
  });

  test('goes out before the next one, in the order in which they were made', async () => {
    const { server } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.tab();
    await primary('Try again');
    isBack(server);
    await userEvent.selectOptions(screen.getByLabelText(/Column with the addresses/), 'Company');
    await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(3));
    expect(server.asked(changeCampaign).map(({ body }) => body)).toEqual([
      { subject: 'Hello again' },
      { subject: 'Hello again' },
      { addressColumn: 'Company' },
    ]);
  });

  test('goes out before anything is sent: the mails of before do not leave', async () => {
    const { server } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.tab();
    await primary('Try again');
    await userEvent.click(screen.getByRole('button', { name: /Send$/ }));
    await heading('Ready?');
    await userEvent.click(await primary(/^Send 2/));
    await userEvent.click(await primary(/^Send 2/));
    await screen.findByText('Mergepost cannot be reached');
    expect(server.asked(startCampaign)).toHaveLength(0);
  });

  test('that the server refuses is not sent a second time', async () => {
    const { server } = openMerge('check');
    await retypeSubject('Hello again');
    await userEvent.tab();
    const again = await primary('Try again');
    const refusal = { success: false, error: 'No.', code: 'INVALID_REQUEST', requestId: 'r1' };
    server.on(changeCampaign, { status: 400, body: refusal });
    await userEvent.click(again);
    await screen.findByText('No.');
    await userEvent.click(await primary('Preview'));
    await heading('This is what arrives');
    expect(server.asked(changeCampaign)).toHaveLength(2);
  });
});
