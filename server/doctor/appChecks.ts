/** From what is known and was found out about applications to checks with words; never with a secret in them. Pure. */
import type { Warning } from '../../shared/api/apps.ts';
import type { Check } from '../../shared/api/doctor.ts';
import { ENTRA_CODES } from '../../shared/help/entraCodes.ts';
import { explain } from '../../shared/help/explain.ts';
import type { HelpMatch } from '../../shared/help/helpEntry.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { ExaminedApp } from './examinedApp.ts';
import type { Tried } from './tryCredentials.ts';

type Finding = Pick<Check, 'status' | 'detail' | 'next'>;

/** `tried` undefined: there was no time left, or nobody to ask. */
export function appChecks(examined: ExaminedApp, tried: Tried | undefined, warnings: readonly Warning[]): Check[] {
  const { app, trouble, asked } = examined;
  const check = (part: string, title: string, finding: Finding): Check => appCheck(app, part, title, finding);
  return [
    ...(trouble ? [check('addresses', 'addresses', addressFinding(trouble))] : []),
    ...(asked ? [check('credentials', 'id and secret', credentialFinding(app, asked.name, tried))] : []),
    ...warnings.map((warning) => check(warning.code, warningTitle(warning), warningFinding(warning))),
    ...(secretHasNoDate(app) ? [check('secret-date', 'end of the secret', NO_DATE)] : []),
  ];
}

/** One that nobody can connect through. */
export function disabledCheck(app: OAuthApp): Check {
  return appCheck(app, 'enabled', 'switched off', { status: 'skipped', detail: 'Nothing of it is looked at.', next: null });
}

/** What people brought along is theirs to mend: their mailboxes say so to them. */
export function ownAppsCheck(count: number): Check[] {
  if (count === 0) return [];
  const detail = `${count === 1 ? 'One application that came' : `${count} applications that came`} with imported mailboxes ${count === 1 ? 'is' : 'are'} not looked at: the owners see at their mailboxes whether they work.`;
  return [
    { id: 'app:imported', group: 'apps', title: 'People’s own', status: 'skipped', detail, next: null, milliseconds: null },
  ];
}

function appCheck(app: OAuthApp, part: string, title: string, finding: Finding): Check {
  return { id: `app:${app.key}:${part}`, group: 'apps', title: `${app.name}: ${title}`, ...finding, milliseconds: null };
}

function addressFinding({ later, reason }: NonNullable<ExaminedApp['trouble']>): Finding {
  return {
    status: 'failed',
    detail: reason,
    next: later ? 'Look at its host above, then run the check again.' : 'Correct its addresses where the application is set up.',
  };
}

function warningTitle({ code }: Warning): string {
  return code.startsWith('SECRET_EXPIRE') ? 'end of the secret' : 'set-up';
}

function warningFinding({ code, text }: Warning): Finding {
  return { status: code === 'SECRET_EXPIRED' ? 'failed' : 'warning', ...lastSentence(text) };
}

/** Only Microsoft's secrets always end. */
function secretHasNoDate({ kind, credential, secretExpiresAt }: OAuthApp): boolean {
  return kind === 'microsoft' && credential.kind === 'secret' && secretExpiresAt === null;
}

const NO_DATE: Finding = {
  status: 'skipped',
  detail: 'Mergepost was not told when the secret ends, so nobody is warned in time.',
  next: 'Enter the day where the application is set up (for the app of the settings: EMAIL_CLIENT_SECRET_EXPIRES).',
};

function credentialFinding(app: OAuthApp, name: string, tried: Tried | undefined): Finding {
  if (!tried) return { status: 'warning', detail: 'There was no time left to ask.', next: 'Run the check again.' };
  if (tried.kind === 'accepted') {
    return {
      status: 'warning',
      detail: `What answers as ${name} lets in somebody who does not exist, so nothing is proven.`,
      next: 'Check the addresses of the application.',
    };
  }
  if (tried.mender === 'later') return unanswered(tried);
  const known = helpOf(app, tried);
  if (isMistake(tried, known)) return mistake(tried, known);
  const early = tried.code !== null && BEFORE_THE_SECRET.has(tried.code);
  if (early || tried.error === 'invalid_grant' || known?.who === 'user') return notRefused(app, name, tried);
  return {
    status: 'warning',
    detail: `${name} did not say whether it takes id and secret: it answered ${said(tried)}.`,
    next: 'Connect a mailbox through it to see.',
  };
}

type Refused = Extract<Tried, { kind: 'refused' }>;

/** The word, where it is one: what answers in a provider's place may repeat there what it was sent. */
const word = (error: string): string =>
  /^[a-z][a-z0-9_.-]{0,60}$/.test(error) ? `“${error}”` : 'something that is no known word';
const said = ({ error, code }: Refused): string => (code === null ? word(error) : `${word(error)} (${code})`);

/** The number first, then the word; of those that share a word, the one of that provider. */
function helpOf({ kind }: OAuthApp, { error, code }: Refused): HelpMatch | undefined {
  if (code !== null) {
    const [exact] = explain(code);
    if (exact) return exact;
  }
  const matches = explain(error);
  return matches.find(({ source }) => kind === 'google' && source === 'google') ?? matches[0];
}

const REFUSING = new Set(['invalid_client', 'unauthorized_client', 'wrong_address', 'bad_certificate']);

/** A mistake of the registration: by the error where it says so, by what the help says of the number else. */
function isMistake({ error, code, mender }: Refused, known: HelpMatch | undefined): boolean {
  if (REFUSING.has(error)) return true;
  if (code !== null && BEFORE_THE_SECRET.has(code)) return false;
  if (code !== null && ENTRA_CODES.has(code.replace('AADSTS', ''))) return known?.who === 'operator' || known?.who === 'admin';
  if (error === 'invalid_request' || error === 'invalid_grant') return false;
  return mender === 'operator' || known?.who === 'operator';
}

function mistake(tried: Refused, known: HelpMatch | undefined): Finding {
  const { detail, next } = lastSentence(known?.text ?? tried.help);
  return { status: 'failed', detail: `${detail} (${tried.code ?? word(tried.error)})`, next };
}

/** That a refresh token has no right form, or names no organisation, Entra may say before it looks at the secret. */
const BEFORE_THE_SECRET = new Set(['AADSTS9002313', 'AADSTS50059', 'AADSTS50128', 'AADSTS90019']);

/** Nothing is proven beyond that: who may sign in, and for what, only a real sign-in shows. */
function notRefused(app: OAuthApp, name: string, { code }: Refused): Finding {
  const what = app.credential.kind === 'none' ? 'The client id was' : 'Id and secret were';
  const proven =
    code !== null && BEFORE_THE_SECRET.has(code)
      ? `${name} did not get as far as the secret, so only a real sign-in proves it`
      : `${name} refused only the made-up sign-in, as it should. More only a real sign-in proves`;
  return { status: 'ok', detail: `${what} not refused: ${proven}.`, next: null };
}

function unanswered({ help }: Refused): Finding {
  return {
    status: 'warning',
    detail: lastSentence(help).detail,
    next: 'Look at the hosts above, then run the check again.',
  };
}

/** Help texts end with the one next step. */
export function lastSentence(text: string): { detail: string; next: string | null } {
  const sentences = text.split(/(?<=[.!?]["”’]?) (?=[A-Z“])/);
  const next = sentences.length > 1 ? (sentences.at(-1) ?? null) : null;
  return { detail: next === null ? text : sentences.slice(0, -1).join(' '), next };
}
