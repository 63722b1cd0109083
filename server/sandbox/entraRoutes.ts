import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction } from './codeBook.ts';
import { type EntraError, entraErrorBody } from './entraError.ts';
import {
  adminApprovedPage,
  adminConsentPage,
  consentPage,
  failurePage,
  formPostPage,
  lostPage,
  needsAdminPage,
  pickerPage,
  signedOutPage,
} from './entraPages.ts';
import { type AuthorizeRequest, readAuthorize, type ReplyTo } from './readAuthorize.ts';
import { findPerson, fitsTenant, personByOid, type SandboxPerson, SANDBOX_TENANTS, tenantOf } from './samplePeople.ts';
import { adminRequired, blockedByPolicy, consentNeeded, declined, noSession, noSuchUser, wrongTenant } from './signInRefusals.ts';
import type { SandboxParts } from './startSandbox.ts';

type Form = Readonly<Record<string, string | undefined>>;

/** Browser session: who has signed in here before, oldest first. */
const SESSION_COOKIE = 'sandbox_session';

/** Entra's pages in the browser: authorize, pick, consent, admin consent, logout. */
export function addEntraRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.get<{ Params: { tenant: string }; Querystring: Form }>('/:tenant/oauth2/v2.0/authorize', (request, reply) =>
    authorize(parts, request.params.tenant, request.query, request, reply),
  );
  app.post<{ Params: { tenant: string }; Body: Form }>('/:tenant/oauth2/v2.0/authorize', (request, reply) =>
    authorize(parts, request.params.tenant, request.body ?? {}, request, reply),
  );
  app.post<{ Body: Form }>('/:tenant/pick', (request, reply) => pick(parts, request, reply));
  app.post<{ Body: Form }>('/:tenant/consent', (request, reply) => decide(parts, request, reply));
  app.get<{ Querystring: Form }>('/:tenant/oauth2/v2.0/logout', (request, reply) => logout(request, reply));
  app.get<{ Params: { tenant: string }; Querystring: Form }>('/:tenant/v2.0/adminconsent', (request, reply) =>
    askAdmin(parts, request.params.tenant, request.query, reply),
  );
  app.post<{ Body: Form }>('/:tenant/approve', (request, reply) => {
    const tenant = SANDBOX_TENANTS.find((each) => each.id === request.body?.tenant);
    if (tenant === undefined) return sendPage(reply, lostPage(), 400);
    parts.grants.adminConsent(tenant.id);
    return sendPage(reply, adminApprovedPage(tenant.name));
  });
}

function authorize(parts: SandboxParts, tenant: string, query: Form, request: FastifyRequest, reply: FastifyReply) {
  const read = readAuthorize(tenant, query);
  if (read.kind === 'page') return showFailure(parts, reply, read.failure);
  if (read.kind === 'reply') return answerFailure(parts, reply, read.to, read.failure);
  const session = readSession(request);
  const hinted = read.request.loginHint === undefined ? undefined : findPerson(read.request.loginHint);
  const { prompt } = read.request;
  const signedIn =
    hinted === undefined
      ? session.length === 1 && read.request.loginHint === undefined
        ? session[0]
        : undefined
      : session.find((each) => each === hinted);
  if (prompt === 'none' && signedIn === undefined) return answerFailure(parts, reply, read.request, noSession);
  const interaction: Interaction = { request: read.request };
  if (signedIn !== undefined && prompt !== 'login' && prompt !== 'select_account')
    return signIn(parts, reply, interaction, signedIn);
  return sendPage(reply, pickerPage(`/${tenant}/pick`, parts.codes.begin(interaction), hinted));
}

function pick(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const id = request.body?.interaction ?? '';
  const interaction = parts.codes.interaction(id);
  const person = findPerson(request.body?.person ?? '');
  if (interaction === undefined || interaction.admin === true) return sendPage(reply, lostPage(), 400);
  if (person === undefined) return showFailure(parts, reply, noSuchUser(request.body?.person ?? ''));
  const session = [...readSession(request).filter((each) => each !== person), person];
  if (fitsTenant(person, interaction.request.segment) && person.trouble !== 'blocked') writeSession(request, reply, session);
  return signIn(parts, reply, interaction, person);
}

/** The person is known: what stands in the way, else the consent page, else the code. */
function signIn(parts: SandboxParts, reply: FastifyReply, interaction: Interaction, person: SandboxPerson) {
  const { request } = interaction;
  if (!fitsTenant(person, request.segment)) return showFailure(parts, reply, wrongTenant(person, request));
  if (person.trouble === 'blocked') return showFailure(parts, reply, blockedByPolicy);
  const adminConsented = parts.grants.adminConsented(person.tenantId);
  const consented = parts.grants.consentOf(person.oid);
  const open = request.scopes.filter((scope) => !consented.has(scope));
  const mustAsk = request.prompt === 'consent' || (open.length > 0 && !adminConsented);
  if (!mustAsk) return answerCode(parts, reply, request, person);
  if (request.prompt === 'none') return answerFailure(parts, reply, request, consentNeeded);
  const id = parts.codes.begin({ ...interaction, person });
  const path = `/${request.segmentText}`;
  if (tenantOf(person).adminApproval && !adminConsented)
    return sendPage(reply, needsAdminPage(`${path}/consent`, id, person, `${path}/approve`));
  return sendPage(reply, consentPage(`${path}/consent`, id, person, request.scopes));
}

function decide(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const id = request.body?.interaction ?? '';
  const interaction = parts.codes.interaction(id);
  if (interaction === undefined) return sendPage(reply, lostPage(), 400);
  parts.codes.end(id);
  const accepted = request.body?.decision === 'accept';
  if (interaction.admin === true) return answerAdmin(parts, reply, interaction.request, accepted);
  const { person } = interaction;
  if (person === undefined) return sendPage(reply, lostPage(), 400);
  const closed = tenantOf(person).adminApproval && !parts.grants.adminConsented(person.tenantId);
  if (closed) return answerFailure(parts, reply, interaction.request, adminRequired);
  if (!accepted) return answerFailure(parts, reply, interaction.request, declined);
  parts.grants.consent(person.oid, interaction.request.scopes);
  return answerCode(parts, reply, interaction.request, person);
}

function answerCode(parts: SandboxParts, reply: FastifyReply, request: AuthorizeRequest, person: SandboxPerson) {
  const code = parts.codes.issue(request, person, parts.clock());
  return answer(reply, request, { code, session_state: randomUUID() });
}

function answerFailure(parts: SandboxParts, reply: FastifyReply, to: ReplyTo, failure: EntraError) {
  const { error, error_description, error_uri } = entraErrorBody(failure, parts.clock());
  const subcode: Record<string, string> = failure.aadsts === 65004 ? { error_subcode: 'cancel' } : {};
  return answer(reply, to, { error, ...subcode, error_description, error_uri });
}

/** Back to the application, in the mode it asked for. */
function answer(reply: FastifyReply, to: ReplyTo, fields: Record<string, string>) {
  const all = { ...fields, ...(to.state === undefined ? {} : { state: to.state }) };
  if (to.responseMode === 'form_post') {
    const nonce = randomBytes(16).toString('base64');
    return sendPage(reply, formPostPage(to.redirectUri, all, nonce), 200, `; script-src 'nonce-${nonce}'`);
  }
  const glue = to.responseMode === 'fragment' ? '#' : '?';
  return reply
    .header('cache-control', 'no-store')
    .redirect(`${to.redirectUri}${glue}${new URLSearchParams(all).toString()}`, 302);
}

/** entra v2-admin-consent.md: the tenant by id, domain or `organizations`, never `common`; `scope` is mandatory. */
function askAdmin(parts: SandboxParts, tenant: string, query: Form, reply: FastifyReply) {
  const read = readAuthorize(tenant, { ...query, response_type: 'code' });
  if (read.kind === 'page') return showFailure(parts, reply, read.failure);
  if (read.kind === 'reply') return answerFailure(parts, reply, read.to, read.failure);
  const { segment } = read.request;
  const wanted = segment.kind === 'tenant' ? segment.tenant : SANDBOX_TENANTS.find((each) => each.adminApproval);
  if (wanted === undefined || wanted.kind === 'personal' || segment.kind === 'common' || segment.kind === 'consumers')
    return showFailure(parts, reply, {
      error: 'invalid_request',
      aadsts: 90130,
      message: 'Application is not supported over the /common or /consumers endpoints.',
    });
  const request = { ...read.request, segment: { kind: 'tenant' as const, tenant: wanted } };
  const id = parts.codes.begin({ request, admin: true });
  return sendPage(reply, adminConsentPage(`/${tenant}/consent`, id, wanted.name, request.scopes));
}

function answerAdmin(parts: SandboxParts, reply: FastifyReply, request: AuthorizeRequest, accepted: boolean) {
  if (request.segment.kind !== 'tenant') return sendPage(reply, lostPage(), 400);
  if (!accepted) return answer(reply, request, { error: 'access_denied', error_subcode: 'cancel' });
  parts.grants.adminConsent(request.segment.tenant.id);
  return answer(reply, request, { admin_consent: 'True', tenant: request.segment.tenant.id, scope: request.scopes.join(' ') });
}

function logout(request: FastifyRequest<{ Querystring: Form }>, reply: FastifyReply) {
  writeSession(request, reply, []);
  const next = request.query.post_logout_redirect_uri;
  const local = next !== undefined && URL.canParse(next) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(next).hostname);
  return local ? reply.redirect(next, 302) : sendPage(reply, signedOutPage());
}

function showFailure(parts: SandboxParts, reply: FastifyReply, failure: EntraError) {
  return sendPage(reply, failurePage(failure, entraErrorBody(failure, parts.clock()).error_description), 400);
}

/** No `form-action`: Chromium applies it to the redirect after the form too, and that one leads to the application. */
function sendPage(reply: FastifyReply, page: string, status = 200, more = '') {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'${more}`,
    )
    .send(page);
}

function readSession(request: FastifyRequest): SandboxPerson[] {
  const oids = (request.cookies[SESSION_COOKIE] ?? '').split('.');
  return oids.map(personByOid).filter((person) => person !== undefined);
}

function writeSession(request: FastifyRequest, reply: FastifyReply, people: SandboxPerson[]): void {
  const value = people.map((person) => person.oid).join('.');
  reply.setCookie(SESSION_COOKIE, value, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' });
}
