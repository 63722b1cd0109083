import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { App } from '../../../addin/taskpane/App.tsx';
import { SHOWN_MEMORY } from '../../../addin/session/paneStorage.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { about } from '../../../shared/api/session.ts';
import { anna } from '../../support/fakeData.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

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
