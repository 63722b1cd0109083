/** Whether an app cannot say whose mailbox it is: then the address has to be given, and a login with it succeed. Pure. */
import type { OAuthApp } from '../../oauth/oauthApp.ts';

/** Known before the trip. With an issuer or user info it turns out after it. */
export function asksAddress({ kind, urls }: Pick<OAuthApp, 'kind' | 'urls'>): boolean {
  return kind === 'generic' && urls.issuer === undefined && urls.userinfoUrl === undefined;
}
