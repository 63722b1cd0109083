/** Mailboxes of other kinds, links, applications and findings, in the shapes of the contracts. */
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import type { Choice, OAuthAppView } from '../../shared/api/apps.ts';
import type { Check } from '../../shared/api/doctor.ts';
import type { ConnectLink } from '../../shared/api/links.ts';
import type { Tenant } from '../../shared/api/tenants.ts';
import { anna } from './fakeData.ts';

const AT = '2026-03-04T14:20:00.000Z';
const LATER = '2026-03-11T14:20:00.000Z';

export const gmail: EmailAccount = {
  ...anna,
  id: 'acc-gmail',
  provider: 'google',
  app: 'google',
  tenant: null,
  wire: 'gmail',
  emailAddress: 'anna.berger@gmail.com',
  scopes: ['https://www.googleapis.com/auth/gmail.send', 'openid', 'email', 'profile'],
  warnings: [
    {
      code: 'IDLE',
      text: 'Nothing was sent from it since 6 December. Send a test mail, or keep it connected under More.',
      at: LATER,
    },
  ],
};

export const waiting: EmailAccount = {
  ...anna,
  id: 'acc-waiting',
  emailAddress: 'anna@fabrikam.com',
  tenant: '5b8d3f10-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
  isActive: false,
  state: 'needs-admin',
  wantsConsent: true,
  stateReason: 'The administrator of fabrikam.com has to allow Mergepost first.',
  stateNext: 'Ask them to agree; a note is ready.',
};

export const brought: EmailAccount = {
  ...anna,
  id: 'acc-brought',
  provider: 'microsoft',
  app: 'own-7',
  wire: 'smtp',
  emailAddress: 'warm@contoso.com',
  displayName: null,
  isActive: false,
  mayReconnect: false,
  state: 'needs-reconnect',
  stateReason: 'Microsoft no longer accepts the access that was brought along.',
  stateNext: 'Make new access in the other program and bring it here.',
  scopes: ['https://outlook.office.com/SMTP.Send', 'offline_access'],
};

export const sharing: EmailAccount = {
  ...anna,
  id: 'acc-sharing',
  maySendAs: true,
  scopes: [...anna.scopes, 'Mail.Send.Shared'],
};

export const goodTest: TestReport = {
  success: true,
  to: anna.emailAddress,
  steps: [
    { name: 'token', status: 'ok', milliseconds: 210, detail: 'Fresh access from Microsoft.' },
    { name: 'connect', status: 'ok', milliseconds: 38, detail: 'graph.microsoft.com answers.' },
    { name: 'tls', status: 'ok', milliseconds: 54, detail: 'TLS 1.3' },
    { name: 'auth', status: 'skipped', milliseconds: null, detail: 'Graph has no login of its own.' },
    { name: 'accepted', status: 'ok', milliseconds: 1240, detail: 'Microsoft took the mail over.' },
  ],
  messageId: 'm1',
  sentAt: AT,
  next: null,
  provider: anna,
};

export const badTest: TestReport = {
  success: false,
  to: brought.emailAddress,
  steps: [
    { name: 'token', status: 'ok', milliseconds: 320, detail: 'Fresh access from Microsoft.' },
    { name: 'connect', status: 'ok', milliseconds: 95, detail: 'smtp.office365.com:587 answers.' },
    { name: 'tls', status: 'ok', milliseconds: 61, detail: 'TLS 1.3' },
    {
      name: 'auth',
      status: 'failed',
      milliseconds: 430,
      detail: 'smtp.office365.com says: 535 5.7.139 Authentication unsuccessful.',
    },
    { name: 'accepted', status: 'skipped', milliseconds: null, detail: 'Not tried.' },
  ],
  next: 'Ask your administrator to switch on “Authenticated SMTP” for this mailbox.',
  provider: brought,
};

export const oneChoice: Choice[] = [{ key: 'microsoft', name: 'Microsoft', kind: 'microsoft' }];
export const threeChoices: Choice[] = [
  ...oneChoice,
  { key: 'google', name: 'Google', kind: 'google' },
  { key: 'posteo', name: 'Northwind Mail', kind: 'generic' },
];

const link: ConnectLink = {
  id: 'lnk-1',
  status: 'open',
  providerKey: null,
  note: 'Invoices of the northern branch',
  createdAt: AT,
  expiresAt: LATER,
  usedAt: null,
  emailAddress: null,
};
export const links: ConnectLink[] = [
  link,
  { ...link, id: 'lnk-2', status: 'used', note: 'Newsletter', usedAt: AT, emailAddress: 'news@contoso.com' },
  { ...link, id: 'lnk-3', status: 'revoked', note: null },
];

export const microsoftApp: OAuthAppView = {
  id: 'settings-microsoft',
  key: 'microsoft',
  name: 'Microsoft',
  kind: 'microsoft',
  source: 'settings',
  clientId: '5d8b2c1e-0f3a-4c55-9a55-7d1f0c8e4b21',
  hasSecret: true,
  hasCertificate: false,
  accountTypes: 'common',
  cloud: 'global',
  urls: {},
  baseScope: 'graph',
  scopes: null,
  features: [],
  prompt: 'none',
  enabled: true,
  secretExpiresAt: null,
  smtp: null,
  imap: null,
  rotation: 'keeps',
  redirectUri: 'https://mail.contoso.com/api/email/auth/microsoft/callback',
  accounts: 3,
  warnings: [],
  createdAt: null,
};

export const branchApp: OAuthAppView = {
  ...microsoftApp,
  id: 'app-branch',
  key: 'northern-branch',
  name: 'Northern branch',
  source: 'api',
  accountTypes: 'contoso-north.com',
  secretExpiresAt: '2026-03-10T00:00:00.000Z',
  redirectUri: 'https://mail.contoso.com/api/email/auth/northern-branch/callback',
  accounts: 1,
  warnings: [
    {
      code: 'SECRET_EXPIRES',
      text: 'The client secret of “Northern branch” expires on 10 March 2026. Make a new one in the Entra admin center and enter it here before then.',
      at: '2026-03-10T00:00:00.000Z',
    },
  ],
  createdAt: AT,
};

export const googleApp: OAuthAppView = {
  ...branchApp,
  id: 'app-google',
  key: 'google',
  name: 'Google',
  kind: 'google',
  accountTypes: '',
  baseScope: 'gmail',
  secretExpiresAt: null,
  redirectUri: 'https://mail.contoso.com/api/email/auth/google/callback',
  accounts: 0,
  warnings: [],
};

export const checks: Check[] = [
  {
    id: 'settings:complete',
    group: 'settings',
    title: 'Settings',
    status: 'ok',
    detail: 'All needed settings are there.',
    next: null,
    milliseconds: null,
  },
  {
    id: 'tcp:login.microsoftonline.com:443',
    group: 'network',
    title: 'login.microsoftonline.com',
    status: 'ok',
    detail: 'Reached, TLS 1.3.',
    next: null,
    milliseconds: 84,
  },
  {
    id: 'tcp:smtp.office365.com:587',
    group: 'network',
    title: 'smtp.office365.com, port 587',
    status: 'failed',
    detail: 'No answer within 5 seconds.',
    next: 'A firewall blocks outgoing port 587. Open it, or send through Microsoft Graph.',
    milliseconds: 5000,
  },
  {
    id: 'clock:login.microsoftonline.com',
    group: 'clock',
    title: 'Clock against Microsoft',
    status: 'ok',
    detail: '0.4 seconds apart.',
    next: null,
    milliseconds: null,
  },
  {
    id: 'app:northern-branch',
    group: 'apps',
    title: 'Northern branch',
    status: 'warning',
    detail: 'Its secret expires on 10 March 2026.',
    next: 'Make a new secret in the Entra admin center and enter it under Applications.',
    milliseconds: null,
  },
  {
    id: 'accounts:microsoft',
    group: 'accounts',
    title: 'Mailboxes',
    status: 'skipped',
    detail: 'None is connected through Northern branch yet.',
    next: null,
    milliseconds: null,
  },
];

export const contoso: Tenant = {
  tid: anna.tenant ?? '',
  mailboxes: 3,
  licences: 120,
  perDay: null,
  trial: false,
  budget: 23_769,
  usedToday: 4_310,
  domains: ['contoso.com', 'contoso.onmicrosoft.com', 'contoso.co.uk'],
};

/** Two organisations: one with its licences entered, one of which nothing is known yet. */
export const tenants: Tenant[] = [
  contoso,
  {
    tid: '5b8d3f10-1c2d-4e3f-8a9b-0c1d2e3f4a5b',
    mailboxes: 1,
    licences: null,
    perDay: null,
    trial: false,
    budget: null,
    usedToday: 12,
    domains: null,
  },
];
