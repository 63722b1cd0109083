import { SANDBOX_APP } from './samplePeople.ts';

/** An app registration in the sandbox's Entra. */
export interface RegisteredApp {
  clientId: string;
  name: string;
  /** `web` must prove itself with its secret or certificate; `public` ("mobile and desktop applications") must not. */
  kind: 'web' | 'public';
  clientSecret?: string;
  /** PEM text of an X.509 certificate whose key may sign client assertions. */
  certificate?: string;
  /**
   * Exactly these, but for the port of localhost and 127.0.0.1 (entra reply-url.md). Not given: a web app has every path
   * on this computer and is nested in Office from there, a public one `http://localhost` and `http://127.0.0.1`.
   */
  redirectUris?: string[];
}

export interface AppBook {
  find(clientId: string): RegisteredApp | undefined;
  /** Adds an app, or replaces the one with this client id. */
  register(app: RegisteredApp): void;
  all(): RegisteredApp[];
}

export type AppEntry = { t: 'app'; app: RegisteredApp };

/** For sign-in over a loopback port and by device code. */
export const SANDBOX_PUBLIC_APP: RegisteredApp = {
  clientId: '6d657267-6570-4f73-8453-7075626c6963',
  name: 'Mergepost command line (sandbox)',
  kind: 'public',
};

const SANDBOX_WEB_APP: RegisteredApp = {
  clientId: SANDBOX_APP.clientId,
  name: SANDBOX_APP.name,
  kind: 'web',
  clientSecret: SANDBOX_APP.clientSecret,
};

/** @param record keeps what is registered while the sandbox runs. */
export function createAppBook(more: readonly RegisteredApp[], record: (entry: AppEntry) => void): AppBook {
  const apps = new Map<string, RegisteredApp>();
  for (const app of [SANDBOX_WEB_APP, SANDBOX_PUBLIC_APP, ...more]) apps.set(app.clientId.toLowerCase(), app);
  return {
    find: (clientId) => apps.get(clientId.toLowerCase()),
    register(app) {
      apps.set(app.clientId.toLowerCase(), app);
      record({ t: 'app', app });
    },
    all: () => [...apps.values()],
  };
}

/**
 * Redirect URI of nested app authentication: the origin of the add-in behind `brk-multihub://`, of the platform
 * "single-page application" (office enable-nested-app-authentication-in-your-add-in). No browser goes there; the host does.
 */
export const isNested = (redirectUri: string): boolean => redirectUri.startsWith('brk-multihub://');

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether Entra would send an answer to this address. The comparison of authorize and token request is exact all the same. */
export function isRegistered(app: RegisteredApp, uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const url = new URL(uri);
  if (url.hash !== '' || uri.includes('#') || url.username !== '') return false;
  if (isNested(uri)) return app.kind === 'web' && LOOPBACK.includes(url.hostname) && url.pathname === '' && url.search === '';
  if (app.redirectUris !== undefined) return app.redirectUris.some((each) => each === uri || isSameButPort(each, url));
  if (app.kind === 'public') return ['http://localhost', 'http://127.0.0.1'].some((each) => isSameButPort(each, url));
  return LOOPBACK.includes(url.hostname) && ['http:', 'https:'].includes(url.protocol) && url.search === '';
}

function isSameButPort(registered: string, given: URL): boolean {
  const url = new URL(registered);
  return (
    ['localhost', '127.0.0.1'].includes(url.hostname) &&
    url.hostname === given.hostname &&
    url.protocol === given.protocol &&
    url.pathname === given.pathname &&
    url.search === given.search
  );
}
