/** Whether an OAuth application fits together: everything that can be said without asking anybody. Pure. */
import type { AppKind, AppUrls, MailServer } from '../../shared/api/apps.ts';
import { isLoopback } from '../network/isLoopback.ts';
import { BASE_SCOPES_OF } from '../oauth/emptyApp.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** Every problem as a sentence with its next step; none: it fits. */
export function checkApp(app: OAuthApp): string[] {
  return [...ofEvery(app), ...BY_KIND[app.kind](app)].filter((sentence) => sentence !== null);
}

type Findings = (string | null)[];

function ofEvery(app: OAuthApp): Findings {
  const bases = BASE_SCOPES_OF[app.kind];
  return [
    app.name.trim() === '' ? 'The name is empty. Give one that people recognise.' : null,
    app.clientId.trim() === '' ? 'The client id is empty. Copy it from the app registration.' : null,
    bases.includes(app.baseScope)
      ? null
      : `baseScope “${app.baseScope}” does not go with an app of kind ${app.kind}. Use one of ${bases.join(', ')}.`,
    ...Object.entries(app.urls).map(([name, text]) => urlProblem(name as keyof AppUrls, text)),
    serverProblem('smtp', app.smtp),
    serverProblem('imap', app.imap),
  ];
}

const BY_KIND: Record<AppKind, (app: OAuthApp) => Findings> = {
  microsoft: ({ accountTypes, cloud }) => [
    /^[a-z0-9][a-z0-9.-]*$/i.test(accountTypes)
      ? null
      : 'accountTypes must be common, organizations, consumers, a tenant id or a domain of the tenant.',
    accountTypes === 'consumers' && cloud !== 'global'
      ? `Personal accounts exist in Microsoft’s global cloud only, not in “${cloud}”. Choose other account types.`
      : null,
  ],
  google: (app) => [
    ...notMicrosoft(app),
    app.credential.kind === 'none' && app.source !== 'import'
      ? 'The client secret is missing. Google gives one to every web application: copy it from the Google Cloud console.'
      : null,
  ],
  generic: (app) => [...notMicrosoft(app), ...ofGeneric(app)],
};

function notMicrosoft({ accountTypes, cloud, credential }: OAuthApp): Findings {
  return [
    accountTypes === '' && cloud === 'global' ? null : 'accountTypes and cloud belong to Microsoft’s apps. Leave them out here.',
    credential.kind === 'certificate'
      ? 'A certificate in place of a client secret works with Microsoft only. Give a client secret.'
      : null,
  ];
}

function ofGeneric({ urls, smtp, imap, baseScope }: OAuthApp): Findings {
  return [
    urls.issuer !== undefined || (urls.authorizeUrl !== undefined && urls.tokenUrl !== undefined)
      ? null
      : 'Nothing says where people sign in. Give urls.issuer, or urls.authorizeUrl and urls.tokenUrl.',
    smtp === null ? 'The mail server is missing. Give smtp with host, port, security and auth.' : null,
    baseScope === 'imap-smtp' && imap === null
      ? 'With baseScope imap-smtp the mailbox is also logged in to. Give imap with host, port, security and auth.'
      : null,
  ];
}

function urlProblem(name: keyof AppUrls, text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return `urls.${name} is “${text}”, which is no address. It begins with https://.`;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return `urls.${name} is “${text}”: it must begin with https:// (http:// only for this computer itself).`;
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return `urls.${name} holds a user, a password or a “#” part. Give the plain address.`;
  }
  const bare = name === 'graphUrl' ? url.pathname === '/' && url.search === '' : name !== 'issuer' || url.search === '';
  return bare ? null : `urls.${name} is “${text}”: give it without ${name === 'graphUrl' ? 'path and query' : 'a query'}.`;
}

function serverProblem(name: 'smtp' | 'imap', server: MailServer | null): string | null {
  if (server === null || /^[a-z0-9.:-]+$/i.test(server.host)) return null;
  return `${name}.host is “${server.host}”: give the name alone, such as ${name}.example.com.`;
}
