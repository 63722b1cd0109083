/**
 * What Entra's errors mean, and the one next step for the person who can take it. Code branches on `error`; the AADSTS
 * numbers serve help only, because Microsoft may change them (entra reference-error-codes). The words are in shared/help.
 */
import { ENTRA_CODES } from '../../shared/help/entraCodes.ts';
import type { Helper, HelpEntry } from '../../shared/help/helpEntry.ts';
import { ENTRA_SUBERRORS, OAUTH_ERRORS } from '../../shared/help/oauthErrors.ts';
import type { Mender, OAuthRefusal, OAuthVerdict } from './tokenAnswer.ts';

/** Entra says a little more than others. */
export interface EntraError extends OAuthRefusal {
  suberror?: unknown;
}

/** Our own mistakes are mended by whoever runs the server too: by telling us, or by an update. */
const MENDERS: Readonly<Record<Helper, Mender>> = {
  user: 'user',
  admin: 'admin',
  operator: 'operator',
  developer: 'operator',
  wait: 'later',
};

/** Nobody has to mend anything: the person said no. */
const DECLINED = { error: new Set(['access_denied', 'authorization_declined']), number: new Set(['65004']) };

const UNKNOWN: HelpEntry = { who: 'user', text: 'Microsoft did not finish the sign-in. Try again.' };

export function explainEntra(said: EntraError): OAuthVerdict {
  const error = textOf(said.error) ?? 'unknown_error';
  const description = textOf(said.error_description) ?? '';
  const number = numberOf(said, description);
  const { mender, text } = verdictOf(error, number, textOf(said.suberror));
  const correlation = textOf(said.correlation_id) ?? /Correlation ID: ([0-9a-f-]{36})/i.exec(description)?.[1];
  return {
    mender,
    failure: {
      error,
      help: text,
      ...(number && { code: `AADSTS${number}` }),
      ...(correlation && { correlationId: correlation }),
    },
  };
}

/**
 * The error decides who can mend it where it says so clearly; number and suberror only choose the words, and the mender of
 * a grant.
 */
function verdictOf(error: string, number: string | undefined, suberror: string | undefined): { mender: Mender; text: string } {
  const general = OAUTH_ERRORS.get(error) ?? UNKNOWN;
  const mender = DECLINED.error.has(error) ? 'declined' : MENDERS[general.who];
  const special = ENTRA_CODES.get(number ?? '') ?? ENTRA_SUBERRORS.get(suberror ?? '') ?? OAUTH_ERRORS.get(suberror ?? '');
  if (!special) return { mender, text: general.text };
  if (general.who !== 'user') return { mender, text: special.text };
  return { mender: DECLINED.number.has(number ?? '') ? 'declined' : MENDERS[special.who], text: special.text };
}

function numberOf(said: EntraError, description: string): string | undefined {
  const first: unknown = Array.isArray(said.error_codes) ? said.error_codes[0] : undefined;
  return typeof first === 'number' ? String(first) : /AADSTS(\d+)/.exec(description)?.[1];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
