/** Where a Microsoft app signs in, gets tokens and sends: from its cloud, unless something was set by hand. */
import type { MailServer } from '../../shared/api/apps.ts';
import { CLOUD_HOSTS, type CloudHosts } from './microsoftClouds.ts';
import type { OAuthApp } from './oauthApp.ts';

export interface MicrosoftEndpoints {
  authorizeUrl: string;
  tokenUrl: string;
  /** RFC 8628. */
  deviceUrl: string;
  /** `{tenant}` stands for the directory that is asked. */
  adminConsentUrl: string;
  jwksUrl: string;
  /** id_tokens are good from `<origin>/<tid>/v2.0` of each of these. */
  issuers: string[];
  /** Origin of Graph. */
  graphUrl: string;
  /** What full names of permissions begin with; another name for a sandbox's or a proxy's Graph is no resource. */
  graphResource: string;
  outlookResource: string;
  smtp: MailServer;
  imap: MailServer;
}

/** Which parts of an app the addresses follow from. */
export type Addressed = Pick<OAuthApp, 'accountTypes' | 'cloud' | 'urls' | 'authorityUrl' | 'smtp' | 'imap'>;

export function endpointsOf(app: Addressed): MicrosoftEndpoints {
  const hosts = CLOUD_HOSTS[app.cloud];
  const login = loginOf(app, hosts);
  const issuing = app.urls.issuer === undefined ? login : new URL(app.urls.issuer).origin;
  const graphUrl = app.urls.graphUrl ?? hosts.graph;
  const segment = encodeURIComponent(app.accountTypes);
  const tenant = `${login}/${segment}`;
  return {
    authorizeUrl: app.urls.authorizeUrl ?? `${tenant}/oauth2/v2.0/authorize`,
    tokenUrl: app.urls.tokenUrl ?? `${tenant}/oauth2/v2.0/token`,
    deviceUrl: app.urls.deviceUrl ?? `${tenant}/oauth2/v2.0/devicecode`,
    adminConsentUrl: `${login}/{tenant}/v2.0/adminconsent`,
    jwksUrl: `${issuing}/${segment}/discovery/v2.0/keys`,
    issuers: issuersOf(issuing),
    graphUrl,
    graphResource: Object.values(CLOUD_HOSTS).some(({ graph }) => graph === graphUrl) ? graphUrl : hosts.graph,
    outlookResource: hosts.outlook,
    smtp: app.smtp ?? hosts.smtp,
    imap: app.imap ?? hosts.imap,
  };
}

/** Own addresses name the sign-in host too: keys and issuer belong to the endpoint that tokens come from. */
function loginOf({ urls, authorityUrl }: Addressed, hosts: CloudHosts): string {
  const own = urls.tokenUrl ?? urls.authorizeUrl;
  return own === undefined ? (authorityUrl ?? hosts.login) : new URL(own).origin;
}

/** Each cloud issues under one name, whichever of its aliases was asked; another host issues under its own. */
function issuersOf(origin: string): string[] {
  const { host } = new URL(origin);
  const cloud = Object.values(CLOUD_HOSTS).find(({ login, aliases }) => new URL(login).host === host || aliases.includes(host));
  return [...new Set([origin, ...(cloud ? [cloud.login] : [])])];
}
