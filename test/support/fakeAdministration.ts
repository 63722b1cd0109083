/** The part of the stand-in that knows kinds of mailbox, links, imports, applications and the doctor. */
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import { changeAccount, testAccount } from '../../shared/api/accounts.ts';
import type { AppChange, Choice, NewApp, OAuthAppView } from '../../shared/api/apps.ts';
import {
  adminConsentStatus,
  askAdminConsent,
  changeApp,
  createApp,
  deleteApp,
  listApps,
  listChoices,
} from '../../shared/api/apps.ts';
import type { Check } from '../../shared/api/doctor.ts';
import { runDoctor } from '../../shared/api/doctor.ts';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import { importAccount } from '../../shared/api/importAccount.ts';
import type { ConnectLink } from '../../shared/api/links.ts';
import { createLink, listLinks, revokeLink } from '../../shared/api/links.ts';
import type { Input, Output } from '../../shared/api/route.ts';
import { askSignInConsent, signInConsentStatus } from '../../shared/api/session.ts';
import type { Tenant } from '../../shared/api/tenants.ts';
import { changeTenant, listTenants } from '../../shared/api/tenants.ts';
import type { On } from './fakeApi.ts';
import { anna } from './fakeData.ts';
import { branchApp, brought, checks, contoso, goodTest, links, oneChoice, tenants } from './fakeMailboxes.ts';

export interface FakeAdministration {
  accounts: EmailAccount[];
  choices: Choice[];
  links: ConnectLink[];
  apps: OAuthAppView[];
  checks: Check[];
  testReport: TestReport;
  consent: Output<typeof adminConsentStatus>['status'];
  tenants: Tenant[];
}

export function freshAdministration(): Omit<FakeAdministration, 'accounts'> {
  return { choices: oneChoice, links: [], apps: [], checks, testReport: goodTest, consent: 'open', tenants };
}

/** Numbers of a Microsoft 365 mailbox. */
const NUMBERS = {
  careful: { perMinute: 10, perDay: 500 },
  normal: { perMinute: 28, perDay: 5000 },
  fast: { perMinute: 30, perDay: 10_000 },
  own: {},
};

export function mountAdministration(world: FakeAdministration, on: On, origin: () => string): void {
  mountMailboxes(world, on, origin);
  mountLinks(world, on, origin);
  mountApps(world, on);
  mountTenants(world, on);
  on(runDoctor, () => ({
    success: true as const,
    healthy: world.checks.every(({ status }) => status !== 'failed'),
    checks: world.checks,
    checkedAt: new Date().toISOString(),
  }));
}

function mountMailboxes(world: FakeAdministration, on: On, origin: () => string): void {
  const find = (id: string | undefined) => world.accounts.find((account) => account.id === id) ?? anna;
  const put = (account: EmailAccount) => {
    const others = world.accounts.filter(({ id }) => id !== account.id);
    world.accounts = [...others, account];
    return account;
  };
  on(listChoices, () => ({ success: true as const, choices: world.choices }));
  on(changeAccount, ({ params, body }) => {
    const account = find(params['providerId']);
    const { pace, ...others } = body as NonNullable<Input<typeof changeAccount>['body']>;
    return put({ ...account, ...others, pace: pace ? { ...account.pace, ...NUMBERS[pace.mode], ...pace } : account.pace });
  });
  on(testAccount, ({ params }) => ({ ...world.testReport, provider: find(params['providerId']) }));
  on(importAccount, ({ body }) => {
    const { emailAddress = brought.emailAddress, fromName = null } = body as ImportBody;
    return put({ ...brought, state: 'connected', isActive: true, stateReason: null, stateNext: null, emailAddress, fromName });
  });
  const asked = (name = '') => {
    const url = `${origin()}/connect/admin/microsoft?t=ticket`;
    const note = `Hello,\n\nplease allow Mergepost for our organisation. It sends Word mail merges from our own mailboxes and cannot read mail.\n\nOpen this link as administrator and choose Accept:\n${url}\n\nThank you${name}`;
    return { id: 'ask-1', url, note, expiresAt: inAWeek() };
  };
  on(askAdminConsent, () => asked('\nAnna Berger'));
  on(adminConsentStatus, () => ({ status: world.consent }));
  on(askSignInConsent, () => asked());
  on(signInConsentStatus, () => ({ status: world.consent }));
}

function mountLinks(world: FakeAdministration, on: On, origin: () => string): void {
  on(listLinks, () => ({ success: true as const, links: world.links, count: world.links.length }));
  on(createLink, ({ body }) => {
    const { note = null, providerKey = null } = body as { note?: string; providerKey?: string };
    const id = `lnk-${world.links.length + 10}`;
    const link: ConnectLink = { ...(links[0] as ConnectLink), id, note, providerKey, expiresAt: inAWeek() };
    world.links = [link, ...world.links];
    return { link, url: `${origin()}/connect/with/6nKqk0xvYc2v-1mJ3ZB0Xw` };
  });
  on(revokeLink, ({ params }) => {
    world.links = world.links.map((link) => (link.id === params['linkId'] ? { ...link, status: 'revoked' } : link));
    return { success: true as const };
  });
}

function mountTenants(world: FakeAdministration, on: On): void {
  on(listTenants, () => ({ success: true as const, tenants: world.tenants, count: world.tenants.length }));
  on(changeTenant, ({ params, body }) => {
    const found = world.tenants.find(({ tid }) => tid === params['tid']) ?? contoso;
    const changed = { ...found, ...(body as Partial<Tenant>) };
    const formula = changed.licences === null ? null : Math.floor(500 * changed.licences ** 0.7 + 9500);
    const next = { ...changed, budget: changed.perDay ?? (changed.trial ? 5000 : formula) };
    world.tenants = world.tenants.map((tenant) => (tenant.tid === next.tid ? next : tenant));
    return next;
  });
}

function mountApps(world: FakeAdministration, on: On): void {
  const find = (id: string | undefined) => world.apps.find((app) => app.id === id) ?? branchApp;
  on(listApps, () => ({ success: true as const, apps: world.apps, count: world.apps.length }));
  on(createApp, ({ body }) => {
    const { kind, key = kind, name = kind, clientId } = body as NewApp;
    const redirectUri = `https://mail.contoso.com/api/email/auth/${key}/callback`;
    const app: OAuthAppView = {
      ...branchApp,
      id: `app-${key}`,
      kind,
      key,
      name,
      clientId,
      redirectUri,
      accounts: 0,
      warnings: [],
    };
    world.apps = [...world.apps, app];
    return app;
  });
  on(changeApp, ({ params, body }) => {
    const { clientSecret: _secret, certificate: _certificate, ...change } = body as AppChange;
    const app = { ...find(params['id']), ...change };
    world.apps = world.apps.map((other) => (other.id === app.id ? app : other));
    return app;
  });
  on(deleteApp, ({ params }) => {
    world.apps = world.apps.filter((app) => app.id !== params['id']);
    return { success: true as const };
  });
}

function inAWeek(): string {
  return new Date(Date.now() + 7 * 24 * 3_600_000).toISOString();
}
