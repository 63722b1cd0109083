/** Every page that the server writes itself, in any words. What comes from outside stands in 〈〉, so that a test can tell it apart. */
import { EXPIRED } from '../../server/accounts/attemptOutcome.ts';
import { consentPage, type LastPage, lastPage, startPage, troublePage } from '../../server/accounts/connectPages.ts';
import { linkOverPage, linkPage } from '../../server/accounts/linkPages.ts';
import type { Page } from '../../server/accounts/pageFrame.ts';
import type { PageTexts } from '../../server/accounts/pageTexts/pageTexts.ts';

const MAILBOX = '〈anna.katharina.langenscheidt@vertrieb.contoso.example〉';
const OWNER = { kind: 'address', address: '〈ben@contoso.example〉' } as const;
const withdraw = { sentence: '〈Open the settings.〉', kind: 'google', cloud: 'global', name: '〈Google〉' } as const;

const pane: LastPage = { connectId: '〈c1〉', host: 'browser', link: null };
const guest: LastPage = { ...pane, link: { owner: OWNER, open: true, withdraw } };
const trouble = {
  state: 'needs-admin',
  reason: '〈Sending over SMTP is switched off for this mailbox (535 5.7.139).〉',
  next: '〈Ask your administrator to allow it: https://aka.ms/smtp_auth_disabled.〉',
  kept: true,
} as const;
const choice = { key: '〈mail〉', mayRead: 'no', maySendAs: false, asksAddress: false } as const;
const microsoft = { ...choice, name: '〈Microsoft〉', maySendAs: true } as const;
const google = { ...choice, name: '〈Google〉', mayRead: 'yes' } as const;
const other = { ...choice, name: '〈Contoso Post〉', mayRead: 'unknown', asksAddress: true } as const;
const link = { id: '〈l1〉', secret: '〈s〉', owner: OWNER, note: null, expiresAt: Date.UTC(2026, 5, 4, 9) };
const confirm = { status: 'confirm', mailbox: MAILBOX, account: OWNER, provider: 'mail', cookie: null } as const;
const connected = { status: 'connected', email: MAILBOX, provider: 'mail' } as const;
const signedIn = { status: 'signed-in', provider: 'mail', trouble: null } as const;
const operatorFault = {
  code: 'OPERATOR_FAULT',
  sentence: '〈The app “Post” has no SMTP server.〉',
  provider: { error: '〈invalid_client〉', help: '' },
} as const;

export const SERVER_PAGES: Record<string, (texts: PageTexts) => Page> = {
  start: (texts) => startPage(texts, 'https://login.example/authorize?〈client〉', '〈Microsoft〉'),
  connected: (texts) => lastPage(texts, { ...connected, trouble: null }, pane),
  'connected, by link': (texts) => lastPage(texts, { ...connected, trouble: null }, guest),
  'connected, not ready': (texts) => lastPage(texts, { ...connected, trouble }, pane),
  'connected, not ready, by link': (texts) => lastPage(texts, { ...connected, trouble: { ...trouble, next: null } }, guest),
  'signed in': (texts) => lastPage(texts, { ...signedIn, code: null, email: null }, pane),
  'signed in, with the code': (texts) => lastPage(texts, { ...signedIn, code: '〈ABCD-EFGH〉', email: MAILBOX }, pane),
  'the question': (texts) => lastPage(texts, { ...confirm, secret: '〈s〉' }, pane),
  'the question, by link': (texts) => lastPage(texts, { ...confirm, secret: '〈s〉' }, guest),
  'the question, once more': (texts) => lastPage(texts, { ...confirm, secret: null }, pane),
  'the question, once more, by link': (texts) => lastPage(texts, { ...confirm, secret: null }, guest),
  over: (texts) => lastPage(texts, { status: 'failed', failure: { ...EXPIRED, sentence: '〈over〉' } }, pane),
  'over, by link': (texts) => lastPage(texts, { status: 'failed', failure: { ...EXPIRED, sentence: '〈over〉' } }, guest),
  'the server is set up wrongly': (texts) => lastPage(texts, { status: 'failed', failure: operatorFault }, pane),
  'the server is set up wrongly, by link': (texts) => lastPage(texts, { status: 'failed', failure: operatorFault }, guest),
  'too many requests': (texts) => troublePage(texts, { code: 'TOO_MANY_REQUESTS', sentence: '〈Too many.〉' }, '〈r1〉'),
  'a surprise': (texts) => troublePage(texts, { code: 'INTERNAL', sentence: '〈Our side.〉' }, '〈r1〉'),
  allowed: (texts) => consentPage(texts, { granted: true, sentence: '〈Thank you.〉' }),
  'not allowed': (texts) =>
    consentPage(texts, { granted: false, sentence: '〈No.〉', refusal: { code: null, until: Date.UTC(2026, 5, 8) } }),
  'allowed too late': (texts) => consentPage(texts, { granted: false, sentence: '〈Too old.〉' }),
  link: (texts) => linkPage(texts, { ...link, choices: [microsoft, google, other], note: '〈Für den Rundbrief.〉' }),
  'link of one kind': (texts) => linkPage(texts, { ...link, choices: [microsoft] }),
  'link without a kind': (texts) => linkPage(texts, { ...link, choices: [] }),
  'link that is over': (texts) => linkOverPage(texts),
};
