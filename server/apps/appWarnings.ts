/** What of an app will soon need a hand, and how soon. Pure. */
import type { Warning } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { dayOf } from './readCertificate.ts';

const DAY_MS = 24 * 3600_000;
/** Days before the end at which people are warned; 0: it is over. */
const STAGES = [0, 1, 7, 30] as const;
export type ExpiryStage = (typeof STAGES)[number];

type Warned = Pick<OAuthApp, 'name' | 'kind' | 'source' | 'credential' | 'secretExpiresAt'>;

/** How near the end of the secret or certificate is; null: far, or not known. */
export function expiryStage({ secretExpiresAt }: Pick<OAuthApp, 'secretExpiresAt'>, now: number): ExpiryStage | null {
  if (secretExpiresAt === null) return null;
  return STAGES.find((days) => secretExpiresAt - now <= days * DAY_MS) ?? null;
}

export function appWarnings(app: Warned, now: number): Warning[] {
  const stage = expiryStage(app, now);
  const warnings: Warning[] = [];
  if (stage !== null && app.secretExpiresAt !== null) {
    warnings.push({
      code: stage === 0 ? 'SECRET_EXPIRED' : 'SECRET_EXPIRES',
      text: `${endSentence(app, stage, app.secretExpiresAt, now)} ${mendSentence(app)}`,
      at: new Date(app.secretExpiresAt).toISOString(),
    });
  }
  if (lacksSecret(app)) {
    warnings.push({
      code: 'SECRET_MISSING',
      text: `“${app.name}” has neither a client secret nor a certificate: Microsoft refuses to connect mailboxes in the browser. Enter one, or use the app for imports only.`,
      at: null,
    });
  }
  return warnings;
}

/** Microsoft refuses it in the browser, so it is offered to nobody; mailboxes may be imported through it. */
export function lacksSecret({ kind, source, credential }: Pick<Warned, 'kind' | 'source' | 'credential'>): boolean {
  return kind === 'microsoft' && source === 'api' && credential.kind === 'none';
}

const WHAT = { secret: 'client secret', certificate: 'certificate', none: 'client secret' } as const;

function endSentence(app: Warned, stage: ExpiryStage, at: number, now: number): string {
  const what = `The ${WHAT[app.credential.kind]} of “${app.name}”`;
  if (stage === 0) return `${what} expired on ${dayOf(at)}: its mailboxes cannot send until there is a new one.`;
  const days = Math.floor((at - now) / DAY_MS);
  const left = days === 0 ? 'in less than a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return `${what} expires ${left}, on ${dayOf(at)}: its mailboxes cannot send after that.`;
}

function mendSentence({ source, credential }: Warned): string {
  if (source === 'settings') {
    return 'Make a new one in the app registration, set EMAIL_CLIENT_SECRET and EMAIL_CLIENT_SECRET_EXPIRES, and restart the server.';
  }
  if (credential.kind === 'certificate') return 'Register a new one in the app registration and enter it here with its key.';
  return 'Make a new one in the app registration and enter it here.';
}
