import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Administration } from '../../../addin/admin/Administration.tsx';
import { AdminWarnings } from '../../../addin/admin/AdminWarnings.tsx';
import { checkReport } from '../../../addin/admin/checkReport.ts';
import type { OAuthAppView } from '../../../shared/api/apps.ts';
import { askAdminConsent, changeApp, createApp, deleteApp, listApps } from '../../../shared/api/apps.ts';
import { runDoctor } from '../../../shared/api/doctor.ts';
import { branchApp, checks, googleApp, microsoftApp } from '../../support/fakeMailboxes.ts';
import { InPane, paneForTest } from '../support/paneForTest.tsx';
import { unfold } from '../support/unfold.ts';

const failure = (code: string, error: string) => ({ success: false, error, code, requestId: 'r1' });
const report = { success: true as const, healthy: false, checks, checkedAt: '2026-03-04T14:29:00.000Z' };

function showAdministration(apps: OAuthAppView[] = [microsoftApp, branchApp, googleApp]) {
  const pane = paneForTest();
  const list = (found: OAuthAppView[]) => pane.server.on(listApps, { body: { success: true, apps: found, count: found.length } });
  list(apps);
  pane.server.on(runDoctor, { body: report });
  render(
    <InPane call={pane.call} pane={pane.pane}>
      <Administration onLeave={() => undefined} />
    </InPane>,
  );
  return { ...pane, list };
}
const cardOf = async (name: string) => within(await screen.findByRole('region', { name }));
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(new RegExp(`^${label}`));
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

afterEach(() => void jest.restoreAllMocks());

describe('applications', () => {
  test('what needs a hand stands first; each says what it is and what to register', async () => {
    showAdministration();
    const card = await cardOf('Northern branch');
    expect(screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual([
      'Northern branch',
      'Microsoft',
      'Google',
    ]);
    expect(card.getByText('Microsoft · northern-branch · 1 mailbox')).not.toBeNull();
    expect(card.getByText(/expires on 10 March 2026/)).not.toBeNull();
    expect(card.getByText(branchApp.redirectUri)).not.toBeNull();
    expect(card.getByRole('button', { name: 'Copy the address' })).not.toBeNull();
  });

  test('one of the settings is changed there, not here', async () => {
    showAdministration();
    const card = await cardOf('Microsoft');
    expect(card.getByText('It comes from the settings of the server and is changed there.')).not.toBeNull();
    expect(card.queryByRole('switch')).toBeNull();
    expect(card.queryByRole('button', { name: /^(Edit|Delete)/ })).toBeNull();
  });

  test('is switched off and on', async () => {
    const { server, list } = showAdministration();
    server.on(changeApp, { body: { ...googleApp, enabled: false } });
    const card = await cardOf('Google');
    list([{ ...googleApp, enabled: false }]);
    await userEvent.click(card.getByRole('switch', { name: 'People can connect through it' }));
    expect(await card.findByText('Google · google · no mailbox · switched off')).not.toBeNull();
    expect(server.asked(changeApp)[0]).toMatchObject({ url: '/api/email/apps/app-google', body: { enabled: false } });
  });

  test('is deleted only after the question', async () => {
    const { server, list } = showAdministration();
    server.on(deleteApp, { body: { success: true } });
    await cardOf('Google');
    await press('Delete Google');
    await press('Keep it');
    expect(server.asked(deleteApp)).toHaveLength(0);
    await press('Delete Google');
    list([microsoftApp]);
    await userEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Google' })).toBeNull());
  });

  test('is not deleted while mailboxes are connected through it: the sentence says what to do', async () => {
    const { server } = showAdministration();
    await cardOf('Northern branch');
    await press('Delete Northern branch');
    expect(screen.getByText('1 mailbox is connected through it. Switch it off, or disconnect it first.')).not.toBeNull();
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(server.asked(deleteApp)).toHaveLength(0);
  });

  test('the link for a whole organisation is made when it is asked for', async () => {
    const { server } = showAdministration([branchApp]);
    const url = 'https://login.microsoftonline.com/contoso-north.com/v2.0/adminconsent?state=s';
    server.on(askAdminConsent, { body: { id: 'a', url, note: `Please: ${url}`, expiresAt: '' } });
    await cardOf('Northern branch');
    expect(server.asked(askAdminConsent)).toHaveLength(0);
    unfold('Allow it for a whole organisation');
    const link = await screen.findByRole('link', { name: 'Open the link as administrator' });
    expect(link.getAttribute('href')).toBe(url);
    expect(server.asked(askAdminConsent)[0]?.url).toBe('/api/email/auth/northern-branch/admin-consent');
  });
});

describe('adding one', () => {
  test('asks only for what its kind needs', async () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    showAdministration();
    await press('Add an application');
    expect(document.activeElement?.textContent).toBe('New application');
    expect(screen.getByLabelText('Who may connect')).not.toBeNull();
    expect(screen.queryByLabelText('Issuer')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Google' }));
    expect(screen.queryByLabelText('Who may connect')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Other' }));
    expect(screen.getByLabelText('Issuer')).not.toBeNull();
    expect(screen.getByRole('group', { name: 'Mail server for sending (SMTP)' })).not.toBeNull();
    expect(screen.queryByLabelText('Cloud')).toBeNull();
  });

  test('what was typed stays when the kind changes; the answer names what to register', async () => {
    const { server } = showAdministration();
    server.on(createApp, { status: 201, body: googleApp });
    await press('Add an application');
    type('Client ID', 'c-1');
    type('Client secret', 's3cret');
    await userEvent.click(screen.getByRole('radio', { name: 'Google' }));
    expect(field('Client secret').type).toBe('password');
    await press('Save');
    expect(await screen.findByText('Google is saved.')).not.toBeNull();
    expect(screen.getByText('Register this address with it, exactly so:')).not.toBeNull();
    expect(server.asked(createApp)[0]).toMatchObject({
      body: { kind: 'google', clientId: 'c-1', clientSecret: 's3cret' },
      headers: { 'idempotency-key': 'key-1' },
    });
    expect(document.body.innerHTML).not.toContain('s3cret');
  });

  test('without a client ID nothing is sent', async () => {
    const { server } = showAdministration();
    await press('Add an application');
    await press('Save');
    expect(await screen.findByText('The client ID is missing.')).not.toBeNull();
    expect(server.asked(createApp)).toHaveLength(0);
  });

  test('what the server refuses is said, and what was typed stays', async () => {
    const { server } = showAdministration();
    server.on(createApp, { status: 409, body: failure('APP_KEY_TAKEN', 'There is an app with the key “mail” already.') });
    await press('Add an application');
    type('Client ID', 'c-1');
    unfold('Advanced');
    type('Key', 'mail');
    await press('Save');
    expect(await screen.findByText('There is an app with the key “mail” already.')).not.toBeNull();
    expect(field('Client ID').value).toBe('c-1');
  });
});

describe('changing one', () => {
  test('sends only what was changed; a new secret forgets the day of the old one', async () => {
    const { server } = showAdministration();
    server.on(changeApp, { body: branchApp });
    await cardOf('Northern branch');
    await press('Edit Northern branch');
    expect(field('Client secret').value).toBe('');
    expect(screen.getByText('One is kept. Empty: it stays.')).not.toBeNull();
    expect(field('Organisation').value).toBe('contoso-north.com');
    expect(field('The secret expires on').value).toBe('2026-03-10');
    expect(screen.queryByLabelText('Key')).toBeNull();
    type('Client secret', 'new');
    expect(field('The secret expires on').value).toBe('');
    await press('Save');
    await screen.findByText('Northern branch is saved.');
    expect(screen.queryByText('Register this address with it, exactly so:')).toBeNull();
    expect(server.asked(changeApp)[0]?.body).toEqual({ secretExpiresAt: null, clientSecret: 'new' });
  });

  test('leaving changes nothing', async () => {
    const { server } = showAdministration();
    await cardOf('Northern branch');
    await press('Edit Northern branch');
    await press('Back');
    await cardOf('Northern branch');
    expect(server.asked(changeApp)).toHaveLength(0);
  });
});

describe('the doctor', () => {
  test('begins by itself; each finding with its state in words, and what to do', async () => {
    const { server } = showAdministration();
    await userEvent.click(screen.getByRole('radio', { name: 'Doctor' }));
    expect(await screen.findByText('1 thing does not work, 1 thing needs a look.')).not.toBeNull();
    // What has trouble stands first; the rest is folded.
    expect(screen.getAllByRole('region').map((group) => group.getAttribute('aria-label'))).toEqual([
      'Hosts',
      'Applications',
      'Settings',
      'Clocks',
      'Mailboxes',
    ]);
    const hosts = within(screen.getByRole('region', { name: 'Hosts' }));
    expect(hosts.getAllByRole('listitem').map((finding) => finding.textContent)).toEqual([
      'smtp.office365.com, port 587Does not work. No answer within 5 seconds. (5000 ms)A firewall blocks outgoing port 587. Open it, or send through Microsoft Graph.',
      'login.microsoftonline.comIn order. Reached, TLS 1.3. (84 ms)',
    ]);
    expect(hosts.getByText('1 check without remarks', { selector: 'summary' })).not.toBeNull();
    server.on(runDoctor, { body: { ...report, healthy: true, checks: checks.slice(0, 2) } });
    await press('Check again');
    expect(await screen.findByText('Everything is in order.')).not.toBeNull();
  });

  test('what cannot be run is said', async () => {
    const { server } = showAdministration();
    server.on(runDoctor, { status: 403, body: failure('ADMIN_ONLY', 'Only administrators may do this.') });
    await userEvent.click(screen.getByRole('radio', { name: 'Doctor' }));
    expect(await screen.findByText('Only administrators may do this.')).not.toBeNull();
  });

  test('the report is text for a ticket', () => {
    const lines = checkReport(report).split('\n');
    expect(lines[0]).toBe('Mergepost, 2026-03-04T14:29:00.000Z');
    expect(lines).toContain('[Does not work] Hosts: smtp.office365.com, port 587: No answer within 5 seconds.');
    expect(lines).toContain('    A firewall blocks outgoing port 587. Open it, or send through Microsoft Graph.');
  });
});

describe('on the start page', () => {
  const show = (apps: OAuthAppView[]) => {
    const { server, call, pane } = paneForTest();
    let opened = 0;
    server.on(listApps, { body: { success: true, apps, count: apps.length } });
    render(
      <InPane call={call} pane={pane}>
        <AdminWarnings onOpen={() => (opened += 1)} />
      </InPane>,
    );
    return { server, opened: () => opened };
  };

  test('a secret that ends is said with the way to it', async () => {
    const { opened } = show([branchApp]);
    await screen.findByText(/expires on 10 March 2026/);
    await press('See the applications');
    expect(opened()).toBe(1);
  });

  test.each([
    ['nothing will need a hand', [microsoftApp]],
    ['it is switched off', [{ ...branchApp, enabled: false }]],
  ])('quiet where %s', async (_, apps) => {
    const { server } = show(apps);
    await waitFor(() => expect(server.asked(listApps)).toHaveLength(1));
    expect(screen.queryByRole('button')).toBeNull();
  });
});
