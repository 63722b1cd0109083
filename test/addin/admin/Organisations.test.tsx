import { describe, expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Administration } from '../../../addin/admin/Administration.tsx';
import { listApps } from '../../../shared/api/apps.ts';
import type { Tenant } from '../../../shared/api/tenants.ts';
import { changeTenant, listTenants } from '../../../shared/api/tenants.ts';
import { contoso, tenants } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';

async function showOrganisations(first: Tenant[] = tenants) {
  const pane = paneForTest();
  let found = first;
  pane.server.on(listApps, { body: { success: true, apps: [], count: 0 } });
  pane.server.on(listTenants, () => ({ body: { success: true, tenants: found, count: found.length } }));
  pane.server.on(changeTenant, ({ url, body }) => {
    found = found.map((tenant) => (url.endsWith(tenant.tid) ? { ...tenant, ...(body as Partial<Tenant>) } : tenant));
    return { body: found[0] };
  });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Administration onLeave={() => undefined} />
    </InPane>,
  );
  await userEvent.click(screen.getByRole('radio', { name: 'Organisations' }));
  return { ...pane, changes: () => pane.server.asked(changeTenant).map(({ url, body }) => [url.split('/').at(-1), body]) };
}
const cardOf = async (name: string) => within(await screen.findByRole('region', { name }));
const fill = (field: HTMLElement, value: string) => {
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
};

describe('an organisation', () => {
  test('says how much of its number is used, and who counts as outside', async () => {
    await showOrganisations();
    const card = await cardOf('contoso.com');
    expect(card.getByText('3 mailboxes')).not.toBeNull();
    expect(card.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('4,310 of 23,769 people outside, in 24 hours');
    expect(
      card.getByText('Everybody whose address is not at contoso.com, contoso.onmicrosoft.com, and contoso.co.uk.'),
    ).not.toBeNull();
  });

  test('without licences no number is kept; unknown domains are said', async () => {
    await showOrganisations();
    const card = await cardOf(tenants[1]?.tid ?? '');
    expect(card.getByText('12 people outside, in 24 hours. No number is kept.')).not.toBeNull();
    expect(card.queryByRole('progressbar')).toBeNull();
    expect(card.getByText(/^Its domains are not known yet/)).not.toBeNull();
  });

  test('says when its number is used up', async () => {
    await showOrganisations([{ ...contoso, usedToday: 23_769 }]);
    expect((await cardOf('contoso.com')).getByText('Used up: mails to people outside wait.')).not.toBeNull();
  });

  test('licences, trial and an own number are saved as they are changed', async () => {
    const { changes } = await showOrganisations();
    const card = await cardOf('contoso.com');
    fill(card.getByLabelText('Exchange Online licences'), '250');
    await waitFor(() => expect(changes()).toHaveLength(1));
    await userEvent.click(card.getByRole('switch', { name: 'It is a trial (5,000 in 24 hours)' }));
    fill(card.getByLabelText('Own number in 24 hours'), '2000');
    await waitFor(() => expect(changes()).toHaveLength(3));
    fill(card.getByLabelText('Exchange Online licences'), '');
    await waitFor(() => expect(changes()).toHaveLength(4));
    expect(changes()).toEqual([
      [contoso.tid, { licences: 250 }],
      [contoso.tid, { trial: true }],
      [contoso.tid, { perDay: 2000 }],
      [contoso.tid, { licences: null }],
    ]);
  });

  test('what is no number is said at its field and not sent', async () => {
    const { changes } = await showOrganisations();
    const card = await cardOf('contoso.com');
    fill(card.getByLabelText('Exchange Online licences'), 'about 20');
    expect(card.getByText('A whole number from 1 to 10,000,000, or empty.')).not.toBeNull();
    expect(changes()).toEqual([]);
  });
});

test('none yet is said', async () => {
  await showOrganisations([]);
  expect(await screen.findByText('No organisation has a connected mailbox yet.')).not.toBeNull();
});
