/** Microsoft's library, alone in its chunk: loaded only where an Office host can sign people in for us (nestedTokens.ts). */
import {
  createNestablePublicClientApplication,
  type IPublicClientApplication,
  PublicClientApplication,
} from '@azure/msal-browser';
import type { NestedApp, NestedAsk } from './nestedTokens.ts';

/** Null: the host has no bridge after all. */
export async function openNestedApp({ clientId, authority, scope }: NestedAsk): Promise<NestedApp | null> {
  let nested: IPublicClientApplication | null = null;
  const configuration = {
    auth: { clientId, authority },
    // Microsoft's tokens are kept nowhere: what lasts is our own session.
    cache: { cacheLocation: 'memoryStorage' },
  };
  // Without a bridge the library silently becomes one for browsers, with hidden frames and redirects of its own. It calls this
  // only for a real bridge.
  await createNestablePublicClientApplication(configuration, undefined, (given, controller) => {
    nested = new PublicClientApplication(given, controller);
    return nested;
  });
  const app = nested as IPublicClientApplication | null;
  if (app === null) return null;
  const request = { scopes: [scope], authority };
  return {
    silent: async () => (await app.acquireTokenSilent(request)).accessToken,
    popup: async () => (await app.acquireTokenPopup(request)).accessToken,
  };
}
