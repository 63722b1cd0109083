/** Where a Google app signs in and gets tokens. Source: Google "Using OAuth 2.0 for Web Server Applications", its discovery document. */
import type { OAuthApp } from './oauthApp.ts';

export interface GoogleEndpoints {
  authorizeUrl: string;
  tokenUrl: string;
  revocationUrl: string;
  userinfoUrl: string;
  /** RFC 8628; Google gives no mail permissions there. */
  deviceUrl: string;
  /** Whose id_tokens are good: Google's come with and without the scheme. */
  issuers: string[];
  /** Null: to be read from the issuer's description. */
  jwksUrl: string | null;
  gmailUrl: string;
}

const ISSUER = 'https://accounts.google.com';

export function googleEndpoints({
  urls,
  authorityUrl,
  gmailUrl,
}: Pick<OAuthApp, 'urls' | 'authorityUrl' | 'gmailUrl'>): GoogleEndpoints {
  const issuer = urls.issuer ?? authorityUrl ?? ISSUER;
  const api = authorityUrl ?? 'https://oauth2.googleapis.com';
  return {
    authorizeUrl: urls.authorizeUrl ?? `${authorityUrl ?? ISSUER}/o/oauth2/v2/auth`,
    tokenUrl: urls.tokenUrl ?? `${api}/token`,
    revocationUrl: urls.revocationUrl ?? `${api}/revoke`,
    userinfoUrl: urls.userinfoUrl ?? `${authorityUrl ?? 'https://openidconnect.googleapis.com'}/v1/userinfo`,
    deviceUrl: urls.deviceUrl ?? `${api}/device/code`,
    issuers: issuer === ISSUER ? [ISSUER, 'accounts.google.com'] : [issuer],
    jwksUrl: issuer === ISSUER ? 'https://www.googleapis.com/oauth2/v3/certs' : null,
    gmailUrl: urls.gmailUrl ?? gmailUrl ?? 'https://gmail.googleapis.com',
  };
}
