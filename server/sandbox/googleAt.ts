import { GOOGLE_APP, GOOGLE_PEOPLE, type GooglePerson } from './googlePeople.ts';

/** Google's side: an app for `<url>/google` (issuer) and `<url>/gmail` (Gmail API). */
export interface SandboxGoogle {
  clientId: string;
  clientSecret: string;
  /** OpenID Connect issuer; its description names everything but the Gmail API. */
  issuer: string;
  authorizeUrl: string;
  tokenUrl: string;
  revocationUrl: string;
  userinfoUrl: string;
  /** In place of https://gmail.googleapis.com. */
  gmailUrl: string;
  people: readonly GooglePerson[];
}

/** @param url origin of the sandbox. */
export function googleAt(url: string): SandboxGoogle {
  const issuer = `${url}/google`;
  return {
    clientId: GOOGLE_APP.clientId,
    clientSecret: GOOGLE_APP.clientSecret,
    issuer,
    authorizeUrl: `${issuer}/o/oauth2/v2/auth`,
    tokenUrl: `${issuer}/token`,
    revocationUrl: `${issuer}/revoke`,
    userinfoUrl: `${issuer}/userinfo`,
    gmailUrl: `${url}/gmail`,
    people: GOOGLE_PEOPLE,
  };
}

/** As a server wants to be told of it: the body of POST /api/email/apps. */
export function googleAppOf(google: SandboxGoogle) {
  const { clientId, clientSecret, issuer, authorizeUrl, tokenUrl, revocationUrl, userinfoUrl, gmailUrl } = google;
  const urls = { issuer, authorizeUrl, tokenUrl, revocationUrl, userinfoUrl, gmailUrl };
  return { kind: 'google', name: 'Google (sandbox)', clientId, clientSecret, urls } as const;
}
