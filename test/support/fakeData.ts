/** Sample people, a letter and a list, in the shapes of the contracts. */
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { PLAIN_SENDING } from '../../shared/api/pace.ts';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Campaign, CampaignSummary } from '../../shared/api/campaigns.ts';
import type { Preview } from '../../shared/api/campaignPreview.ts';
import type { ResultRow } from '../../shared/api/campaignResults.ts';

const AT = '2026-03-04T14:20:00.000Z';

export const anna: EmailAccount = {
  id: 'acc-anna',
  provider: 'microsoft',
  emailAddress: 'anna.berger@contoso.com',
  displayName: 'Anna Berger',
  isActive: true,
  state: 'connected',
  stateReason: null,
  stateNext: null,
  stateSince: AT,
  warnings: [],
  app: 'microsoft',
  tenant: '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10',
  wire: 'graph',
  fromName: null,
  maySendAs: false,
  keepAlive: false,
  mayReconnect: true,
  tokenExpiresAt: null,
  scopes: ['Mail.Send', 'User.Read', 'offline_access'],
  connectedAt: AT,
  lastUsedAt: AT,
  pace: { mode: 'normal', perMinute: 28, perDay: 5000, usedToday: 12 },
  retry: null,
};

export const office: EmailAccount = {
  ...anna,
  id: 'acc-office',
  emailAddress: 'office@contoso.com',
  displayName: 'Office',
  isActive: false,
  state: 'needs-reconnect',
  stateReason: 'Microsoft no longer accepts the connection, usually because the password was changed.',
  stateNext: 'Connect it again.',
};

export const emptyProgress: Campaign['progress'] = {
  total: 0,
  queued: 0,
  sending: 0,
  accepted: 0,
  rejected: 0,
  unknown: 0,
  skipped: 0,
  cancelled: 0,
  perMinute: 28,
  finishesAt: null,
  restingUntil: null,
  perDay: 5000,
  waiting: null,
};

export const emptyDraft: Campaign = {
  id: 'cmp-draft',
  version: 1,
  name: 'Invoice October.docx',
  status: 'draft',
  pauseReason: null,
  providerId: 'acc-anna',
  from: 'anna.berger@contoso.com',
  sendAs: null,
  subject: '',
  letter: null,
  list: null,
  addressColumn: null,
  columns: {},
  fieldPolicies: {},
  merge: PLAIN_MERGE,
  sending: PLAIN_SENDING,
  attachment: null,
  attachments: [],
  check: {
    recipients: 0,
    skipped: 0,
    left: { filtered: 0, duplicates: 0, skipIf: 0 },
    unusedColumns: [],
    roomForFiles: 3_139_584,
    blockers: [],
    warnings: [],
    seconds: null,
  },
  progress: emptyProgress,
  createdAt: AT,
  startsAt: null,
  erasedAt: null,
  startedAt: null,
  finishedAt: null,
};

export const letter: NonNullable<Campaign['letter']> = {
  name: 'Invoice October.docx',
  kind: 'docx',
  bytes: 48_213,
  fields: [
    'Salutation',
    'First_Name',
    'Last_Name',
    'Company',
    'Street',
    'City',
    'Invoice_Number',
    'Amount',
    'Due_Date',
    'IBAN',
    'Contact',
    'Phone',
  ],
  places: [],
  controls: [],
  questions: [],
  repeats: false,
  letterhead: 'none',
  language: 'en-US',
  mayBeDocument: true,
  left: [],
  remarks: [
    { code: 'PAGE_NUMBER', text: 'The page number in the footer is left out: an e-mail has no pages.' },
    { code: 'TEXT_BOX', text: 'The text box on page 2 moves into the text.' },
  ],
};

const names = [
  'Renée Dubois',
  "Liam O'Brien",
  'Søren Ærø',
  'Zoë Müller',
  'Jürgen Groß',
  'Małgorzata Łuczak',
  'Íñigo Núñez',
  'Chloë Smith',
];

export const list: NonNullable<Campaign['list']> = {
  name: 'Customers.xlsx',
  kind: 'xlsx',
  sheet: 'Customers',
  sheets: ['Customers', 'Archive'],
  headers: [
    'Salutation',
    'First Name',
    'Last Name',
    'E-Mail',
    'Company',
    'Street',
    'City',
    'Invoice Number',
    'Amount',
    'Due Date',
    'IBAN',
    'Phone',
  ],
  rows: 250,
  remarks: [],
  headerRow: 1,
  firstLines: [],
  encoding: null,
  delimiter: null,
  firstRows: names.slice(0, 5).map((name, index) => {
    const [first = '', last = ''] = name.split(' ');
    return [
      'Dear',
      first,
      last,
      addressOf(name),
      'Contoso',
      'Main Street 1',
      'Vienna',
      `2026-00${index + 1}`,
      '€ 1,240.00',
      '18 Nov 2026',
      'AT61 1904',
      '',
    ];
  }),
};

export const checkedDraft: Campaign = {
  ...emptyDraft,
  subject: 'Your invoice {{Invoice Number}}',
  letter,
  list,
  addressColumn: 'E-Mail',
  columns: {
    ...Object.fromEntries(letter.fields.map((field) => [field, field.replace('_', ' ')])),
    Contact: null,
  },
  check: {
    recipients: 248,
    skipped: 2,
    left: { filtered: 0, duplicates: 0, skipIf: 0 },
    unusedColumns: [],
    roomForFiles: 3_139_584,
    blockers: [
      {
        code: 'FIELD_UNMATCHED',
        text: 'No column fills the field «Contact». Choose one, or take the field out of the letter.',
        field: 'Contact',
      },
      {
        code: 'VALUE_EMPTY',
        text: '3 rows have nothing in «Phone»: rows 4, 17, 122.',
        field: 'Phone',
        column: 'Phone',
        row: 4,
      },
    ],
    warnings: [
      { code: 'ADDRESS_EMPTY', text: 'Row 9 has no address. It is skipped.', row: 9, column: 'E-Mail' },
      { code: 'ADDRESS_EMPTY', text: 'Row 61 has no address. It is skipped.', row: 61, column: 'E-Mail' },
      {
        code: 'ADDRESS_REPEATED',
        text: 'Row 31 has the same address as row 12. Both get their mail.',
        row: 31,
        column: 'E-Mail',
      },
    ],
    seconds: 540,
  },
};

export const readyDraft: Campaign = {
  ...checkedDraft,
  columns: { ...checkedDraft.columns, Contact: 'Company' },
  fieldPolicies: { Phone: 'empty' },
  attachment: { name: 'Terms.pdf', bytes: 182_044, contentType: 'application/pdf' },
  attachments: [{ id: 'terms', name: 'Terms.pdf', bytes: 182_044, contentType: 'application/pdf' }],
  check: { ...checkedDraft.check, blockers: [] },
};

export function addressOf(name: string): string {
  return `${name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .toLowerCase()
    .replace(' ', '.')}@example.com`;
}

export function summaryOf(campaign: Campaign): CampaignSummary {
  const { id, name, status, pauseReason, from, progress, createdAt, startsAt, erasedAt, startedAt, finishedAt } = campaign;
  return { id, name, status, pauseReason, from, progress, createdAt, startsAt, erasedAt, startedAt, finishedAt };
}

export function runningCampaign(now: number): Campaign {
  const finishesAt = new Date(now + 8 * 60_000).toISOString();
  const progress = {
    ...emptyProgress,
    total: 250,
    accepted: 86,
    rejected: 3,
    unknown: 1,
    skipped: 2,
    queued: 156,
    sending: 2,
    finishesAt,
  };
  return { ...readyDraft, id: 'cmp-running', status: 'running', progress, startedAt: new Date(now - 190_000).toISOString() };
}

export function finishedCampaign(now: number): Campaign {
  const progress = { ...emptyProgress, total: 250, accepted: 243, rejected: 3, unknown: 2, skipped: 2 };
  const name = 'Invitation to the summer party.docx';
  const finishedAt = new Date(now - 26 * 3_600_000).toISOString();
  return { ...readyDraft, id: 'cmp-finished', name, status: 'finished', progress, startedAt: finishedAt, finishedAt };
}

/** Waits for tomorrow morning. */
export function scheduledCampaign(now: number): Campaign {
  const start = new Date(now);
  start.setDate(start.getDate() + 1);
  start.setHours(9, 0, 0, 0);
  const progress = { ...emptyProgress, total: 250, skipped: 2, queued: 248 };
  return { ...readyDraft, id: 'cmp-scheduled', status: 'scheduled', progress, startsAt: start.toISOString() };
}

export function resultRows(now: number): ResultRow[] {
  return Array.from({ length: 250 }, (_, index): ResultRow => {
    const name = names[index % names.length] ?? 'Anna';
    const at = new Date(now - (250 - index) * 2000).toISOString();
    const row = { row: index + 1, to: addressOf(name), at, messageId: null, decideAfter: null, decidedBy: null };
    if (index === 8 || index === 60) return { ...row, to: null, status: 'skipped', reason: 'The row has no address.' };
    if (index === 3 || index === 44 || index === 101) {
      return { ...row, status: 'rejected', reason: 'Microsoft says that this address does not exist. Correct it in the list.' };
    }
    if (index === 12 || index === 77) return { ...row, status: 'unknown', reason: null };
    return { ...row, status: 'accepted', reason: null };
  });
}

export function previewOf(campaign: Campaign, row: number): Preview {
  const name = names[(row - 1) % names.length] ?? 'Anna';
  return {
    row,
    rows: [row],
    from: campaign.sendAs ?? campaign.from,
    to: row === 9 || row === 61 ? null : addressOf(name),
    subject: campaign.subject.replace(/\{\{.*?\}\}/, `2026-00${row}`),
    html: letterHtml(name, row),
    text: `Dear ${name},\n\nplease find the details of invoice 2026-00${row} below.\n\nAmount   € 1,240.00\nDue      18 Nov 2026\n\nKind regards\nAnna Berger`,
    attachments: campaign.attachment ? [campaign.attachment] : [],
    remarks: [],
  };
}

function letterHtml(name: string, row: number): string {
  const cell = 'padding:6px 10px;border:1px solid #bfbfbf';
  return `<div style="font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#1f1f1f">
    <p style="font-size:16pt;color:#2f5496;margin:0 0 12pt">Invoice 2026-00${row}</p>
    <p>Dear ${name},</p><p>thank you for your order. Here are the details of <b>invoice 2026-00${row}</b>:</p>
    <table style="border-collapse:collapse;width:100%"><tr><td style="${cell};background:#deeaf6"><b>Item</b></td><td style="${cell};background:#deeaf6"><b>Amount</b></td></tr>
    <tr><td style="${cell}">Consulting, October</td><td style="${cell};text-align:right">€ 1,000.00</td></tr>
    <tr><td style="${cell}">Travel</td><td style="${cell};text-align:right">€ 240.00</td></tr></table>
    <p>Please pay until <b>18 Nov 2026</b>. If something is unclear, <a href="https://example.com">write to us</a>.</p><p>Kind regards<br>Anna Berger</p></div>`;
}
