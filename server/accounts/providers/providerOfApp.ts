/** From an app to the kind of mailbox it connects: the registry of kinds. */
import type { ReadMe } from '../../mail/graphMe.ts';
import type { CheckLogin } from '../../mail/loginCheck.ts';
import { type Discover, issuerDiscovery } from '../../oauth/discoverIssuer.ts';
import { endpointsOf } from '../../oauth/endpointsOf.ts';
import { explainEntra } from '../../oauth/entraHelp.ts';
import { entraIdentityReader } from '../../oauth/entraIdentity.ts';
import { googleEndpoints } from '../../oauth/googleEndpoints.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import { explainOAuth } from '../../oauth/oauthHelp.ts';
import { tokenClient } from '../../oauth/tokenClient.ts';
import { genericProvider } from './genericProvider.ts';
import { googleProvider } from './googleProvider.ts';
import type { MailProvider } from './mailProvider.ts';
import { microsoftProvider } from './microsoftProvider.ts';
import { personReader } from './readPerson.ts';

export interface ProviderDeps {
  fetch: typeof fetch;
  clock: () => number;
  newId: () => string;
  /** How long a token endpoint may take, in milliseconds. */
  timeoutMs: number;
  /** Whose mailbox a Graph access token opens; `graphUrl`: origin of Graph. */
  readMe: (graphUrl: string) => ReadMe;
  checkLogin: CheckLogin;
}

interface Built extends ProviderDeps {
  discover: Discover;
}

/** Built once for each version of an app: a provider keeps the provider's keys. */
export function providerOfApp(deps: ProviderDeps): (app: OAuthApp) => MailProvider {
  const built = new Map<string, { version: number; provider: MailProvider }>();
  const parts: Built = { ...deps, discover: issuerDiscovery(deps) };
  return (app) => {
    const known = built.get(app.key);
    if (known?.version === app.version) return known.provider;
    const provider = build(parts, app);
    built.set(app.key, { version: app.version, provider });
    return provider;
  };
}

function build(deps: Built, app: OAuthApp): MailProvider {
  switch (app.kind) {
    case 'microsoft':
      return microsoft(deps, app);
    case 'google':
      return google(deps, app);
    case 'generic':
      return genericProvider({ ...deps, app, readPerson: personReader({ ...deps, ...app }) });
  }
}

function microsoft(deps: Built, app: OAuthApp): MailProvider {
  const endpoints = endpointsOf(app);
  return microsoftProvider({
    ...deps,
    app,
    endpoints,
    tokens: tokenClient({ ...deps, app, name: 'Microsoft', tokenUrl: endpoints.tokenUrl, explain: explainEntra }),
    identify: entraIdentityReader({ ...deps, endpoints, clientId: app.clientId, tenant: app.accountTypes }),
    readMe: deps.readMe(endpoints.graphUrl),
  });
}

function google(deps: Built, app: OAuthApp): MailProvider {
  const endpoints = googleEndpoints(app);
  return googleProvider({
    ...deps,
    app,
    endpoints,
    readPerson: personReader({ ...deps, ...app, name: 'Google' }),
    tokens: tokenClient({ ...deps, app, name: 'Google', tokenUrl: endpoints.tokenUrl, explain: explainOAuth('Google') }),
  });
}
