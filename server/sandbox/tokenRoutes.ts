import type { FastifyInstance, FastifyRequest } from 'fastify';
import { entraErrorBody } from './entraError.ts';
import { accessToken, idToken, type TokenSubject } from './entraTokens.ts';
import { unknownTenant } from './readAuthorize.ts';
import type { TokenRequest } from './checkClient.ts';
import { redeemToken, type Redeemed } from './redeemToken.ts';
import { CONSUMERS_TENANT, readTenantSegment } from './samplePeople.ts';
import { answeredScopes } from './scopes.ts';
import type { SandboxParts } from './startSandbox.ts';

type Form = Readonly<Record<string, string | undefined>>;
type Tenant = { Params: { tenant: string } };

/** Entra's machine side: metadata, keys, instance discovery and the token endpoint. */
export function addTokenRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.get<Tenant>('/:tenant/v2.0/.well-known/openid-configuration', (request, reply) => {
    const { tenant } = request.params;
    if (readTenantSegment(tenant).kind !== 'unknown') return metadata(originOf(request), tenant);
    return reply.code(400).send(entraErrorBody({ ...unknownTenant(tenant), error: 'invalid_tenant' }, parts.clock()));
  });
  app.get('/:tenant/discovery/v2.0/keys', (request) => publishedKeys(parts, originOf(request)));
  app.get('/common/discovery/instance', (request) => instances(originOf(request)));
  app.post<Tenant & { Body: Form }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
    const form = readForm(request);
    reply.headers({ 'cache-control': 'no-store, no-cache', pragma: 'no-cache' });
    if (form.grant_type !== undefined) parts.requests.add(`POST /{tenant}/oauth2/v2.0/token grant_type=${form.grant_type}`);
    const { strictRotation, clientSecretState: secretState } = parts.settings;
    const now = parts.clock();
    const redeemed = await redeemToken(readTokenRequest(request), { ...parts, strictRotation, secretState, now });
    if ('error' in redeemed) {
      return reply.code(redeemed.status ?? 400).send(entraErrorBody(redeemed, now, correlationId(request)));
    }
    return tokenAnswer(parts, redeemed, originOf(request), form.client_info === '1', now);
  });
}

/** Each key says which issuer it is good for; Entra writes the tenant as a template. */
function publishedKeys({ signer }: SandboxParts, origin: string) {
  return { keys: signer.jwks.keys.map((key) => ({ ...key, issuer: `${origin}/{tenantid}/v2.0` })) };
}

/** The origin as the caller wrote it, so that issuers fit the address the product was given. */
export const originOf = (request: FastifyRequest) => `${request.protocol}://${request.host}`;

function correlationId(request: FastifyRequest): string | undefined {
  const given = request.headers['client-request-id'];
  return typeof given === 'string' && given !== '' ? given : undefined;
}

function readTokenRequest(request: FastifyRequest<Tenant & { Body: Form }>): TokenRequest {
  const { authorization, origin } = request.headers;
  const segmentText = request.params.tenant;
  const endpoint = `${originOf(request)}/${segmentText}/oauth2/v2.0/token`;
  return { segmentText, form: readForm(request), basic: readBasic(authorization), origin, endpoint };
}

/** Only a form is read; for Entra a JSON body is a request without parameters. */
export function readForm(request: FastifyRequest<{ Body: Form }>): Form {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
  return isForm ? (request.body ?? {}) : {};
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they go into the Basic header. */
export function readBasic(header: string | undefined): TokenRequest['basic'] {
  if (header === undefined || !/^basic /i.test(header)) return undefined;
  const [id = '', ...rest] = Buffer.from(header.slice(6), 'base64').toString('utf8').split(':');
  return { clientId: decode(id), clientSecret: decode(rest.join(':')) };
}

const decode = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? '';

async function tokenAnswer(parts: SandboxParts, redeemed: Redeemed, origin: string, clientInfo: boolean, now: number) {
  const { app, person, resource, scopes, grant } = redeemed;
  const lifetime = parts.settings.accessTokenSeconds;
  const subject: TokenSubject = {
    person,
    app,
    scopes,
    origin,
    now,
    lifetime,
    session: parts.grants.session(person.oid),
    ...(redeemed.nested === true && { nested: true }),
  };
  return {
    token_type: 'Bearer',
    scope: answeredScopes(scopes, resource, redeemed.prefixed),
    expires_in: lifetime,
    ext_expires_in: lifetime,
    access_token: await accessToken(parts.signer, subject, resource),
    ...(grant === undefined ? {} : { refresh_token: grant.refreshToken }),
    // An id_token lives an hour, however short the access tokens were made.
    ...(scopes.includes('openid')
      ? { id_token: await idToken(parts.signer, { ...subject, lifetime: 3600 }, redeemed.nonce) }
      : {}),
    ...(clientInfo ? { client_info: base64url({ uid: person.oid, utid: person.tenantId }) } : {}),
  };
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** entra v2-protocols-oidc.md: for the aliases the issuer is a template; `consumers` has its own tenant id. */
function metadata(origin: string, tenantText: string) {
  const segment = readTenantSegment(tenantText);
  const tid = segment.kind === 'tenant' ? segment.tenant.id : segment.kind === 'consumers' ? CONSUMERS_TENANT : '{tenantid}';
  const base = `${origin}/${tenantText}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    code_challenge_methods_supported: ['plain', 'S256'],
    issuer: `${origin}/${tid}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'email'],
    tenant_region_scope: null,
    cloud_instance_name: new URL(origin).host,
    cloud_graph_host_name: new URL(origin).host,
    msgraph_host: new URL(origin).host,
  };
}

function instances(origin: string) {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
