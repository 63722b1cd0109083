import { expect, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import { App } from '../../../addin/taskpane/App.tsx';
import { DRAFT_MEMORY, SHOWN_MEMORY } from '../../../addin/session/paneStorage.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { getCampaign, listCampaigns } from '../../../shared/api/campaigns.ts';
import { about, openSession, startSignIn } from '../../../shared/api/session.ts';
import { anna, readyDraft } from '../../support/fakeData.ts';
import { InPane, openSessionBody, paneForTest, settle } from '../support/paneForTest.tsx';

test.each([
  ['a screen of another version', { screen: 'contacts', id: '1' }],
  ['something else', 'text'],
])('%s in the memory: the pane opens at home', async (_what, kept) => {
  const pane = paneForTest();
  pane.storage.write(SHOWN_MEMORY, kept);
  pane.server.on(about, { body: { name: 'Mergepost', version: '0.1.0', mode: 'sandbox', ownSignIn: true } });
  pane.server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  pane.server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <App />
    </InPane>,
  );
  expect(await screen.findByRole('button', { name: 'New merge' })).not.toBeNull();
});

test('somebody else signs in by the window while Office brings in the last one: what that one had open is not shown', async () => {
  const pane = paneForTest();
  const { server, connect, windows } = pane;
  pane.storage.write(DRAFT_MEMORY, { id: readyDraft.id, step: 'letter' });
  pane.storage.write(SHOWN_MEMORY, { screen: 'merge', draftId: readyDraft.id, visit: 1 });
  server.on(about, { body: { name: 'Mergepost', version: '0.1.0', mode: 'sandbox', ownSignIn: true } });
  server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
  server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  server.on(getCampaign, { body: readyDraft });
  server.on(startSignIn, { body: { connectId: 'c1', startUrl: 'https://localhost:3000/start', verifier: 'v', expiresAt: '' } });
  const ben = { id: 'u2', name: 'Ben Adler', email: 'ben@contoso.com', role: 'user' };
  server.on(openSession, { body: { ...openSessionBody, token: 'of-ben', user: ben } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <App />
    </InPane>,
  );
  await screen.findByRole('heading', { name: readyDraft.name });
  await act(async () => {
    connect.start({ kind: 'sign-in' });
    await settle();
    const code = { source: 'mergepost', status: 'signed-in', connectId: 'c1', email: ben.email, code: 'ABCD-EFGH' } as const;
    windows.say({ kind: 'message', message: code });
    await settle();
    connect.leave();
  });
  expect(pane.session.user()?.name).toBe('Ben Adler');
  expect(await screen.findByRole('button', { name: 'New merge' })).not.toBeNull();
  expect(screen.queryByRole('heading', { name: readyDraft.name })).toBeNull();
});
