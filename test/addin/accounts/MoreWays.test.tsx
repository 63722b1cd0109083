import { describe, expect, test } from '@jest/globals';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MoreWays } from '../../../addin/accounts/MoreWays.tsx';
import type { Choice } from '../../../shared/api/apps.ts';
import { importAccount } from '../../../shared/api/importAccount.ts';
import { createLink, listLinks, revokeLink } from '../../../shared/api/links.ts';
import { brought, links, oneChoice, threeChoices } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';
import { unfold } from '../support/unfold.ts';

function showMoreWays(choices: Choice[] = oneChoice) {
  const pane = paneForTest();
  let connected = 0;
  pane.server.on(listLinks, { body: { success: true, links: [], count: 0 } });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <MoreWays choices={choices} onConnected={() => (connected += 1)} />
    </InPane>,
  );
  return { ...pane, connected: () => connected };
}
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
/** Required ones have a star after their name. */
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${label}`));
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
/** jsdom's files cannot be read as browsers do it. */
const file = (content: string) => Object.assign(new File([content], 'access.json'), { text: async () => content });

test('nothing is asked for while nobody has unfolded it', () => {
  const { server } = showMoreWays();
  unfold('More ways to connect');
  expect(server.requests).toEqual([]);
});

describe('a link for somebody else', () => {
  const made = { link: links[0], url: 'https://mail.contoso.com/connect/with/secret' };

  test('is made with a note, shown once, and can be copied', async () => {
    const { server } = showMoreWays();
    server.on(createLink, { status: 201, body: made });
    unfold('Ask somebody else by link');
    type('What is it for', ' Invoices of the northern branch ');
    await press('Make a link');
    expect(await screen.findByText('Your link. It is shown only now.')).not.toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('Link').value).toBe(made.url);
    expect(screen.getByText(/^Works once, until/)).not.toBeNull();
    expect(screen.getByRole('button', { name: 'Copy the link' })).not.toBeNull();
    expect(server.asked(createLink)[0]).toMatchObject({
      body: { note: 'Invoices of the northern branch' },
      headers: { 'idempotency-key': 'key-1' },
    });
    expect(screen.getByLabelText<HTMLTextAreaElement>('What is it for?').value).toBe('');
  });

  test('the kind is a question only where there are several', async () => {
    const { server } = showMoreWays(threeChoices);
    server.on(createLink, { status: 201, body: made });
    unfold('Ask somebody else by link');
    await userEvent.selectOptions(screen.getByLabelText('Kind of mailbox'), 'Google');
    await press('Make a link');
    await waitFor(() => expect(server.asked(createLink)[0]?.body).toEqual({ providerKey: 'google' }));
  });

  test('each says what became of it, and an open one can be withdrawn', async () => {
    const { server } = showMoreWays();
    server.on(listLinks, { body: { success: true, links, count: links.length } });
    server.on(revokeLink, { body: { success: true } });
    unfold('Ask somebody else by link');
    const list = within(await screen.findByRole('region', { name: 'Links so far' }));
    const rows = list.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows[0]).toMatch(/^Invoices of the northern branchOpen until .*11/);
    expect(rows[1]).toMatch(/^NewsletterUsed .*: news@contoso.com$/);
    expect(rows[2]).toBe('Without a noteWithdrawn');
    expect(list.getAllByRole('button')).toHaveLength(1);
    server.on(listLinks, { body: { success: true, links: [{ ...links[0], status: 'revoked' }], count: 1 } });
    await press('Withdraw the link “Invoices of the northern branch”');
    await waitFor(() => expect(list.queryAllByRole('button')).toHaveLength(0));
    expect(server.asked(revokeLink)[0]?.url).toMatch(/links\/lnk-1$/);
  });
});

test('a link that was used meanwhile is noticed, and its mailbox with it', async () => {
  const { server, connected } = showMoreWays();
  server.on(listLinks, { body: { success: true, links, count: links.length } });
  unfold('Ask somebody else by link');
  await screen.findByRole('button', { name: /^Withdraw/ });
  expect(connected()).toBe(0);
  const used = { ...links[0], status: 'used', usedAt: '2026-03-04T14:20:00.000Z', emailAddress: 'ben@contoso.com' };
  server.on(listLinks, { body: { success: true, links: [used, ...links.slice(1)], count: links.length } });
  // Somebody comes back to the window: it looks at once.
  act(() => void window.dispatchEvent(new Event('focus')));
  await waitFor(() => expect(connected()).toBe(1));
  expect(screen.queryByRole('button', { name: /^Withdraw/ })).toBeNull();
});

describe('access from another program', () => {
  const open = (choices?: Choice[]) => {
    const shown = showMoreWays(choices);
    unfold('Bring access from another program');
    return shown;
  };

  test('secrets are not readable, go out once, and are gone afterwards', async () => {
    const { server, connected } = open();
    server.on(importAccount, { status: 201, body: { ...brought, state: 'connected' } });
    type('Number of the application', '5d8b2c1e');
    type('Secret of the application', 's3cret');
    type('Lasting access', 'M.C5_BAY-0.refresh');
    type('Organisation', 'contoso.com');
    for (const name of ['Secret of the application', 'Lasting access']) {
      const { type: kind, autocomplete } = field(name);
      expect([kind, autocomplete]).toEqual(['password', 'new-password']);
    }
    await press('Try it and connect');
    expect(await screen.findByText('Connected: warm@contoso.com')).not.toBeNull();
    expect(server.asked(importAccount)[0]?.body).toEqual({
      clientId: '5d8b2c1e',
      clientSecret: 's3cret',
      refreshToken: 'M.C5_BAY-0.refresh',
      tenant: 'contoso.com',
    });
    expect(document.body.innerHTML).not.toMatch(/s3cret|M\.C5_BAY/);
    expect(field('Lasting access').value).toBe('');
    expect(connected()).toBe(1);
  });

  test('what does not work is said, and can be corrected', async () => {
    const { server, connected } = open();
    const error = 'Microsoft does not accept this access any more (AADSTS700082).';
    server.on(importAccount, { status: 422, body: { success: false, error, code: 'IMPORT_REFUSED', requestId: 'r1' } });
    type('Lasting access', 'old');
    await press('Try it and connect');
    expect(await screen.findByText(error)).not.toBeNull();
    expect(field('Lasting access').value).toBe('old');
    expect(connected()).toBe(0);
  });

  test('a dropped file fills the form, and says what else it took and what not', async () => {
    const { server } = open();
    server.on(importAccount, { status: 201, body: brought });
    const content = { client_id: 'app-1', refresh_token: 'r', from_name: 'Warm', scope: 'a b', tariff: 41 };
    const dropped = file(JSON.stringify(content));
    fireEvent.drop(screen.getByText('or drop it here'), { dataTransfer: { files: [dropped] } });
    expect(await screen.findByText('Also taken from the file: scopes.')).not.toBeNull();
    expect(screen.getByText('Not known and left out: tariff.')).not.toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>('Number of the application').value).toBe('app-1');
    await press('Try it and connect');
    await waitFor(() => expect(server.asked(importAccount)).toHaveLength(1));
    expect(server.asked(importAccount)[0]?.body).toEqual({
      clientId: 'app-1',
      refreshToken: 'r',
      fromName: 'Warm',
      scopes: ['a', 'b'],
    });
  });

  test('a file that is none is said', async () => {
    open();
    fireEvent.drop(screen.getByText('or drop it here'), { dataTransfer: { files: [file('<html>')] } });
    expect(await screen.findByText(/^This file cannot be read/)).not.toBeNull();
  });

  test('each kind asks only for what it needs', async () => {
    open(threeChoices);
    expect(screen.queryByLabelText('Address of the mailbox')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Kind of mailbox'), 'Northwind Mail');
    expect(screen.getByLabelText('Address of the mailbox')).not.toBeNull();
    expect(screen.queryByLabelText('Organisation')).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText('Kind of mailbox'), 'Google');
    expect(screen.queryByLabelText('Address of the mailbox')).toBeNull();
  });

  test('without the access itself there is nothing to try', async () => {
    const { server } = open();
    type('Number of the application', 'app-1');
    await press('Try it and connect');
    expect(server.asked(importAccount)).toHaveLength(0);
  });
});
