/** From an app to the kind of mailbox it connects: the registry of kinds. */
import { entraIdentityReader } from '../../oauth/entraIdentity.ts';
import { entraTokens } from '../../oauth/entraTokens.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import type { ReadMe } from '../../mail/graphMe.ts';
import type { MailProvider } from './mailProvider.ts';
import { microsoftProvider } from './microsoftProvider.ts';

export interface ProviderDeps {
  fetch: typeof fetch;
  clock: () => number;
  /** How long a token endpoint may take, in milliseconds. */
  timeoutMs: number;
  /** Whose mailbox a Graph access token opens; `graphUrl`: origin of Graph. */
  readMe: (graphUrl: string) => ReadMe;
}

/** Built once for each version of an app: a provider keeps the provider's keys. */
export function providerOfApp(deps: ProviderDeps): (app: OAuthApp) => MailProvider {
  const built = new Map<string, { version: number; provider: MailProvider }>();
  return (app) => {
    const known = built.get(app.key);
    if (known?.version === app.version) return known.provider;
    const provider = build(deps, app);
    built.set(app.key, { version: app.version, provider });
    return provider;
  };
}

function build(deps: ProviderDeps, app: OAuthApp): MailProvider {
  const graphUrl = app.urls.graphUrl ?? 'https://graph.microsoft.com';
  const entra = {
    clientId: app.clientId,
    clientSecret: app.credential.kind === 'secret' ? app.credential.secret : '',
    tenant: app.accountTypes,
    authorityUrl: app.authorityUrl ?? 'https://login.microsoftonline.com',
  };
  return microsoftProvider({
    app,
    entra,
    graphUrl,
    tokens: entraTokens({ ...deps, app: entra }),
    identify: entraIdentityReader({ ...deps, app: entra }),
    readMailbox: deps.readMe(graphUrl),
  });
}
