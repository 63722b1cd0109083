import { describe, expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Home } from '../../../addin/campaigns/Home.tsx';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { listCampaigns } from '../../../shared/api/campaigns.ts';
import { anna, office } from '../../support/fakeData.ts';
import { gmail } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

function showHome(providers: EmailAccount[]) {
  const { server, call, pane } = paneForTest();
  server.on(listAccounts, { body: { success: true, providers, count: providers.length } });
  server.on(listCampaigns, { body: { success: true, campaigns: [], count: 0 } });
  const nothing = () => undefined;
  render(
    <InPane call={call} pane={pane}>
      <Home onNew={nothing} onDraft={nothing} onCampaign={nothing} onMailboxes={nothing} notice={<p>The secret ends soon.</p>} />
    </InPane>,
  );
}

describe('the mailboxes in one line', () => {
  test.each<[string, EmailAccount[], string]>([
    ['quiet where all is well', [anna], 'anna.berger@contoso.com'],
    [
      'one that will need a hand comes first, with what',
      [anna, gmail],
      'anna.berger@gmail.com + 1Nothing was sent from it since 6 December. Send a test mail, or keep it connected under More.',
    ],
    ['trouble comes before that', [gmail, office], 'office@contoso.com + 1Has to be connected again'],
    ['none at all', [], 'No mailbox connectedConnect a mailbox to send from.'],
  ])('%s', async (_, accounts, line) => {
    showHome(accounts);
    expect((await screen.findByText(/@|No mailbox/)).closest('button')?.textContent).toBe(line);
  });
});

test('what an administrator has to know stands above the merges', async () => {
  showHome([anna]);
  expect(await screen.findByText('The secret ends soon.')).not.toBeNull();
});
