/** Files that go to everybody: what does not fit is said where it is chosen. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Merge } from '../../../addin/merge/Merge.tsx';
import { listAccounts } from '../../../shared/api/accounts.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { changeCampaign, getCampaign } from '../../../shared/api/campaigns.ts';
import { anna, readyDraft } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

const MB = 1024 * 1024;

afterEach(() => void jest.restoreAllMocks());

function openWithRoomFor(roomForFiles: number, more: Partial<Campaign> = {}) {
  const pane = paneForTest();
  const draft = { ...readyDraft, ...more, check: { ...readyDraft.check, roomForFiles } };
  pane.storage.write('draft', { id: draft.id, step: 'check' });
  pane.server.on(getCampaign, { body: draft });
  pane.server.on(changeCampaign, { body: draft });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  const nothing = () => undefined;
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Merge draftId={draft.id} onLeave={nothing} onConnect={nothing} onStarted={nothing} />
    </InPane>,
  );
  return pane;
}
const choose = async (...bytes: number[]) =>
  userEvent.upload(
    await screen.findByLabelText('Add a file', { selector: 'input' }),
    bytes.map((size, at) => new File([new Uint8Array(size)], `${at}.pdf`)),
  );

test.each([
  ['exactly what a mail carries in all', 3 * MB, 2.994 * MB, 'larger than 2.9 MB'],
  ['one byte more than there is room for', 1000 * 1024 + 1, 1000 * 1024, 'larger than 1,000 KB'],
])('%s: said at once, and nothing is sent', async (_, bytes, room, said) => {
  const { server } = openWithRoomFor(Math.floor(room));
  await choose(bytes);
  expect(await screen.findByText(new RegExp(said))).not.toBeNull();
  expect(server.asked(changeCampaign)).toEqual([]);
});

test('what just fits is taken', async () => {
  const { server } = openWithRoomFor(5000);
  expect(await screen.findByText('up to 4 KB')).not.toBeNull();
  await choose(5000);
  await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(1));
  expect(screen.queryByText(/larger than/)).toBeNull();
});

test('two files taken out at once: both are gone, and the focus stays with the files', async () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: `${id}.pdf`, bytes: 9, contentType: 'application/pdf' }));
  const { server } = openWithRoomFor(5000, { attachments: [a, b, c].filter((file) => file !== undefined) });
  server.on(changeCampaign, ({ body }) => ({ body: { ...readyDraft, attachments: namedIn(body) } }));
  const detach = async (name: string) => screen.findByRole('button', { name: `Remove ${name}` });
  const [first, second] = [await detach('a.pdf'), await detach('b.pdf')];
  fireEvent.click(first);
  fireEvent.click(second);
  await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(2));
  expect(server.asked(changeCampaign).map(({ body }) => body)).toEqual([
    { attachments: [{ id: 'b' }, { id: 'c' }] },
    { attachments: [{ id: 'c' }] },
  ]);
  await waitFor(() => expect(screen.queryByText('b.pdf')).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Attachments for everybody' }));
});

test('a file that is gone when it is read is said to be, and the next choice goes out all the same', async () => {
  const { server } = openWithRoomFor(5000);
  jest.spyOn(FileReader.prototype, 'readAsDataURL').mockImplementationOnce(function gone(this: FileReader) {
    this.dispatchEvent(new ProgressEvent('error'));
  });
  await choose(10);
  expect(await screen.findByText('The attachment cannot be used')).not.toBeNull();
  expect(server.asked(changeCampaign)).toEqual([]);
  await choose(20);
  await waitFor(() => expect(server.asked(changeCampaign)).toHaveLength(1));
  await waitFor(() => expect(screen.queryByText('The attachment cannot be used')).toBeNull());
});

/** As the server answers: what was named stays. */
function namedIn(body: unknown): Campaign['attachments'] {
  const { attachments } = body as { attachments: { id: string }[] };
  return attachments.map(({ id }) => ({ id, name: `${id}.pdf`, bytes: 9, contentType: 'application/pdf' }));
}
