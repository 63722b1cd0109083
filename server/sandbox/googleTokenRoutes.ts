import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { googleAccessToken, googleIdToken, profileOf, readGoogleToken } from './googleTokens.ts';
import { GOOGLE_APP } from './googlePeople.ts';
import { GOOGLE_SCOPE } from './googleScopes.ts';
import { type GoogleFailure, type GoogleRedeemed, redeemGoogleToken } from './redeemGoogleToken.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf, readBasic, readForm } from './tokenRoutes.ts';

type Form = Readonly<Record<string, string | undefined>>;

/** Google's machine side: description, keys, tokens, revocation, userinfo. The issuer is `<origin>/google`. */
export function addGoogleTokenRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.get('/google/.well-known/openid-configuration', (request) => description(`${originOf(request)}/google`));
  app.get('/google/oauth2/v3/certs', () => parts.signer.jwks);
  app.post<{ Body: Form }>('/google/token', async (request, reply) => {
    const form = readForm(request);
    const now = parts.clock();
    if (form.grant_type !== undefined) parts.requests.add(`POST /google/token grant_type=${form.grant_type}`);
    reply.header('cache-control', 'no-cache, no-store, max-age=0, must-revalidate');
    const redeemed = redeemGoogleToken(
      { form, basic: readBasic(request.headers.authorization) },
      { ...parts.google, secretState: parts.settings.clientSecretState, now },
    );
    if ('error' in redeemed) return refuse(reply, redeemed);
    return tokenAnswer(parts, redeemed, `${originOf(request)}/google`, now);
  });
  app.post<{ Querystring: Form; Body: Form }>('/google/revoke', (request, reply) => revoke(parts, request, reply));
  // Our client is a web application; Google gives device codes to clients of the type "TVs and limited input" only.
  app.post('/google/device/code', (_request, reply) =>
    refuse(reply, { status: 401, error: 'invalid_client', error_description: 'Invalid client type.' }),
  );
  for (const path of ['/google/userinfo', '/google/v1/userinfo'])
    app.get(path, (request, reply) => userinfo(parts, request, reply));
}

const refuse = (reply: FastifyReply, { status, ...failure }: GoogleFailure) => reply.code(status).send(failure);

async function tokenAnswer(parts: SandboxParts, redeemed: GoogleRedeemed, issuer: string, now: number) {
  const { person, scopes, refreshToken, nonce } = redeemed;
  const lifetime = parts.settings.accessTokenSeconds;
  const session = parts.google.grants.session(person.sub, GOOGLE_APP.clientId);
  const subject = { person, scopes, session, now, lifetime };
  const accessToken = await googleAccessToken(parts.signer, subject);
  const idToken = scopes.includes(GOOGLE_SCOPE.openid)
    ? { id_token: await googleIdToken(parts.signer, subject, { issuer, nonce, accessToken }) }
    : {};
  return {
    access_token: accessToken,
    // Google's hour is a second short.
    expires_in: lifetime === 3600 ? 3599 : lifetime,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    scope: scopes.join(' '),
    token_type: 'Bearer',
    ...idToken,
  };
}

/** Either token ends the whole grant ("Revoking a token"); the token may stand in the query or in the form. */
async function revoke(parts: SandboxParts, request: FastifyRequest<{ Querystring: Form; Body: Form }>, reply: FastifyReply) {
  const token = request.query.token ?? readForm(request).token;
  if (token === undefined) return refuse(reply, { status: 400, error: 'invalid_request', error_description: 'Bad Request' });
  const { grants } = parts.google;
  const grant = grants.find(token);
  const read = grant ?? (await readGoogleToken({ signer: parts.signer, grants }, token, parts.clock()));
  const sub = 'sub' in read ? read.sub : read.kind === 'good' ? read.person.sub : undefined;
  if (sub === undefined)
    return refuse(reply, { status: 400, error: 'invalid_token', error_description: 'Token expired or revoked' });
  grants.revoke(sub, GOOGLE_APP.clientId);
  return reply.code(200).send({});
}

async function userinfo(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply) {
  const [, token = ''] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const read = await readGoogleToken({ signer: parts.signer, grants: parts.google.grants }, token.trim(), parts.clock());
  if (read.kind !== 'good') {
    reply.header('www-authenticate', 'Bearer realm="https://accounts.google.com/", error=invalid_token');
    return refuse(reply, { status: 401, error: 'invalid_request', error_description: 'Invalid Credentials' });
  }
  return profileOf(read.person, read.scopes);
}

function description(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/o/oauth2/v2/auth`,
    device_authorization_endpoint: `${issuer}/device/code`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    revocation_endpoint: `${issuer}/revoke`,
    jwks_uri: `${issuer}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'family_name', 'given_name', 'iat', 'iss', 'name', 'sub'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  };
}
