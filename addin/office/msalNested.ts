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
  const ask = async (get: (scopes: string[]) => Promise<{ accessToken: string }>): Promise<string> => {
    try {
      return (await get([scope])).accessToken;
    } catch (error) {
      if (!wantsNumber(error)) throw error;
      return (await get([scope.replace('api://', '')])).accessToken;
    }
  };
  return {
    silent: () => ask((scopes) => app.acquireTokenSilent({ scopes, authority })),
    popup: () => ask((scopes) => app.acquireTokenPopup({ scopes, authority })),
  };
}

/**
 * Client and API are one registration. Asked through the account manager of Windows, Entra then wants the API named by the
 * bare number (seen with its .NET library: AzureAD/microsoft-authentication-library-for-dotnet#4667).
 */
function wantsNumber(error: unknown): boolean {
  return error instanceof Error && error.message.includes('AADSTS90009');
}
