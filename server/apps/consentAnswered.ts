/**
 * An administrator comes back from Microsoft's page (entra v2-admin-consent). What the address says is a hint for people:
 * anybody who has the link can write it, and the `tenant` in it proves nothing, so nothing is decided by it.
 */
import type { adminConsentStatus } from '../../shared/api/apps.ts';
import type { Output } from '../../shared/api/route.ts';
import type { ConsentAnswer, ConsentQuery, ConsentRefusal } from '../oauth/consentAnswer.ts';
import { explainEntra } from '../oauth/entraHelp.ts';
import { type ConsentDeps, stateHashOf } from './askAdminConsent.ts';
import type { ConsentRow } from './consents.store.ts';
import { dayOf } from './readCertificate.ts';

/** Undefined where no request is known by that state. */
export async function consentAnswered(
  deps: Pick<ConsentDeps, 'consents' | 'clock'>,
  query: ConsentQuery,
): Promise<ConsentAnswer | undefined> {
  const row = query.state === undefined ? undefined : await deps.consents.byState(stateHashOf(query.state));
  if (!row) return undefined;
  if (row.status !== 'granted' && row.expires_at <= deps.clock()) return { granted: false, sentence: OVER };
  const granted = query.error === undefined && query.admin_consent?.toLowerCase() === 'true';
  await deps.consents.answer(row.id, granted ? 'granted' : 'declined', query.error ?? null);
  return granted ? { granted, sentence: GRANTED } : { granted, ...refused(query, row) };
}

export function consentStatus(row: ConsentRow, now: number): Output<typeof adminConsentStatus>['status'] {
  return row.status === 'open' && row.expires_at <= now ? 'expired' : row.status;
}

const GRANTED =
  'Thank you. Mergepost is now allowed for your organisation: the people in it can connect their mailboxes. You can close this window.';
const OVER =
  'This link is more than a week old and no longer counted. If Microsoft said that you approved, it holds all the same; otherwise ask the person who sent it for a new one.';

function refused(query: ConsentQuery, { expires_at: until }: ConsentRow): { sentence: string; refusal: ConsentRefusal } {
  const again = `The link is good until ${dayOf(until)}, if you want to open it again.`;
  if (query.error === undefined || query.error === 'access_denied') {
    const sentence = `Mergepost was not allowed, and nothing has changed in your organisation. ${again}`;
    return { sentence, refusal: { code: null, until } };
  }
  const { failure } = explainEntra(query);
  // Anybody can write into the address: only what looks like a code is repeated.
  const code = failure.code ?? (/^[a-z_]{1,40}$/.test(failure.error) ? failure.error : 'unknown_error');
  const sentence = `Microsoft did not take the approval (${code}). ${failure.help} ${again}`;
  return { sentence, refusal: { code, until } };
}
