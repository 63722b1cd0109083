/** Where an app of any other provider signs in and gets tokens: what was set by hand, and the rest as its issuer says. */
import type { Discover, IssuerMetadata } from './discoverIssuer.ts';
import type { OAuthApp } from './oauthApp.ts';

export interface GenericEndpoints {
  authorizeUrl: string;
  tokenUrl: string;
  revocationUrl: string | null;
  userinfoUrl: string | null;
  /** RFC 8628. */
  deviceUrl: string | null;
  secretIn: 'body' | 'header';
  /** Whose id_tokens are good; null where none can be checked. */
  idTokens: { issuer: string; jwksUrl: string; algorithms: string[] } | null;
}

export type GenericPlaces =
  | { ok: true; endpoints: GenericEndpoints }
  /** `reason`: for the person who runs the server. */
  | { ok: false; later: boolean; reason: string };

export async function genericEndpoints(app: Pick<OAuthApp, 'urls' | 'name'>, discover: Discover): Promise<GenericPlaces> {
  const { issuer } = app.urls;
  if (issuer === undefined) return placesOf(app, null);
  const found = await discover(issuer);
  return found.ok ? placesOf(app, found.metadata) : found;
}

function placesOf({ urls, name }: Pick<OAuthApp, 'urls' | 'name'>, found: IssuerMetadata | null): GenericPlaces {
  const authorizeUrl = urls.authorizeUrl ?? found?.authorizeUrl;
  const tokenUrl = urls.tokenUrl ?? found?.tokenUrl;
  if (authorizeUrl === undefined || tokenUrl === undefined) {
    const reason = `The app “${name}” has no address for ${authorizeUrl === undefined ? 'signing in' : 'tokens'}. Set its issuer, or its authorize and token addresses.`;
    return { ok: false, later: false, reason };
  }
  return {
    ok: true,
    endpoints: {
      authorizeUrl,
      tokenUrl,
      revocationUrl: urls.revocationUrl ?? found?.revocationUrl ?? null,
      userinfoUrl: urls.userinfoUrl ?? found?.userinfoUrl ?? null,
      deviceUrl: urls.deviceUrl ?? found?.deviceUrl ?? null,
      secretIn: found === null ? 'body' : secretIn(found),
      idTokens: found?.jwksUrl === undefined ? null : idTokensOf(found, found.jwksUrl),
    },
  };
}

/** A description that names no methods means the Basic header (RFC 8414 section 2). */
function secretIn({ authMethods = ['client_secret_basic'] }: IssuerMetadata): 'body' | 'header' {
  return !authMethods.includes('client_secret_post') && authMethods.includes('client_secret_basic') ? 'header' : 'body';
}

/** Never `none`, never a signature with the client secret. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

function idTokensOf({ issuer, signedWith }: IssuerMetadata, jwksUrl: string): GenericEndpoints['idTokens'] {
  const known = ASYMMETRIC.filter((algorithm) => signedWith?.includes(algorithm));
  return { issuer, jwksUrl, algorithms: known.length > 0 ? known : ['RS256'] };
}
