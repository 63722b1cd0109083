/** Whether a permission would also let its holder read mail: people who are asked for it are told so. */
import type { AppKind } from '../../shared/api/apps.ts';

export type MayRead = 'no' | 'yes' | 'unknown';

/**
 * Graph: Mail.Read, Mail.ReadWrite (also .Shared, .Basic). Exchange and Google: IMAP, POP. Google: everything of Gmail but
 * gmail.send; https://mail.google.com/ is the whole mailbox, and SMTP needs it.
 */
const READS =
  /(^|\/)(Mail\.Read|IMAP\.|POP\.|EWS\.|EAS\.|full_access_as_user)|^https:\/\/mail\.google\.com(\/|$)|\/auth\/gmail\.(?!send$)/i;

/** @param scopes all that would be asked for. What another provider's scopes mean is not known here. */
export function mayRead(kind: AppKind, scopes: readonly string[]): MayRead {
  if (kind === 'generic') return 'unknown';
  if (scopes.some((scope) => READS.test(scope))) return 'yes';
  // Whatever was registered with the app (entra scopes-oidc, `.default`): only the page that asks for it knows.
  return scopes.some((scope) => scope.endsWith('/.default')) ? 'unknown' : 'no';
}
