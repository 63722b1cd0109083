/**
 * What an issuer says about itself: OpenID Connect Discovery 1.0 section 4, and where that document is missing RFC 8414
 * section 3. Kept for an hour. The document must name the issuer it was asked for, or one provider could speak for another.
 */
import { isLoopback } from '../network/isLoopback.ts';
import { type GetJsonDeps, getJson, textIn } from './getJson.ts';

export interface IssuerMetadata {
  issuer: string;
  authorizeUrl?: string;
  tokenUrl?: string;
  revocationUrl?: string;
  userinfoUrl?: string;
  deviceUrl?: string;
  jwksUrl?: string;
  /** How a client secret may be sent; undefined where the document does not say (which means the Basic header). */
  authMethods?: string[];
  /** With what id_tokens may be signed. */
  signedWith?: string[];
}

export type Discovered = { ok: true; metadata: IssuerMetadata } | { ok: false; later: boolean; reason: string };

export type Discover = (issuer: string) => Promise<Discovered>;

const KEPT_MS = 3600_000;

/** @param deps.clock milliseconds since 1970. */
export function issuerDiscovery(deps: GetJsonDeps & { clock: () => number }): Discover {
  const kept = new Map<string, { until: number; answer: Promise<Discovered> }>();
  return async (issuer) => {
    const known = kept.get(issuer);
    if (known && known.until > deps.clock()) return known.answer;
    const asked = { until: deps.clock() + KEPT_MS, answer: discover(deps, issuer) };
    kept.set(issuer, asked);
    const answer = await asked.answer;
    if (!answer.ok && kept.get(issuer) === asked) kept.delete(issuer);
    return answer;
  };
}

async function discover(deps: GetJsonDeps, issuer: string): Promise<Discovered> {
  const oidc = await getJson(deps, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const answer = oidc.ok || oidc.later ? oidc : await getJson(deps, oauthPlace(issuer));
  if (!answer.ok) {
    const reason = `The description of ${issuer} could not be read (${oidc.ok ? answer.why : oidc.why}).`;
    return { ok: false, later: answer.later, reason };
  }
  return checked(issuer, answer.body);
}

/** RFC 8414 puts its name between host and path. */
function oauthPlace(issuer: string): string {
  const url = new URL(issuer);
  return `${url.origin}/.well-known/oauth-authorization-server${url.pathname.replace(/\/$/, '')}`;
}

const ENDPOINTS = {
  authorizeUrl: 'authorization_endpoint',
  tokenUrl: 'token_endpoint',
  revocationUrl: 'revocation_endpoint',
  userinfoUrl: 'userinfo_endpoint',
  deviceUrl: 'device_authorization_endpoint',
  jwksUrl: 'jwks_uri',
} as const;

function checked(issuer: string, body: Record<string, unknown>): Discovered {
  if (body['issuer'] !== issuer) {
    const named = textIn(body, 'issuer') ?? 'nobody';
    return { ok: false, later: false, reason: `The description at ${issuer} is that of another issuer: ${named}.` };
  }
  const urls = Object.entries(ENDPOINTS).flatMap(([name, field]) => {
    const url = textIn(body, field);
    return url === undefined ? [] : [[name, url] as const];
  });
  const unsafe = urls.find(([, url]) => !isSafe(url, isLoopback(new URL(issuer).hostname)));
  if (unsafe)
    return { ok: false, later: false, reason: `The description of ${issuer} names an address without https: ${unsafe[1]}.` };
  return {
    ok: true,
    metadata: {
      issuer,
      ...Object.fromEntries(urls),
      ...listIn(body, 'authMethods', 'token_endpoint_auth_methods_supported'),
      ...listIn(body, 'signedWith', 'id_token_signing_alg_values_supported'),
    },
  };
}

function listIn(body: Record<string, unknown>, name: string, field: string): Record<string, string[]> {
  const value = body[field];
  return Array.isArray(value) ? { [name]: value.filter((each) => typeof each === 'string') } : {};
}

/** Secrets travel to these addresses. Only an issuer on this computer itself may point at it: for another it would be a way in. */
function isSafe(text: string, atHome: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (atHome && url.protocol === 'http:' && isLoopback(url.hostname));
}
