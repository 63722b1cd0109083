import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from './browserPage.ts';
import { alreadySignedIn } from './browserSession.ts';
import type { Interaction } from './codeBook.ts';
import { adminApprovedPage, adminConsentPage, lostPage, pickerPage, signedOutPage } from './entraPages.ts';
import { type AuthorizeRequest, readAuthorize } from './readAuthorize.ts';
import { findPerson, fitsTenant, SANDBOX_TENANTS, tenantOf } from './samplePeople.ts';
import { adminRequired, declined, noSession, noSuchUser, notForAliases } from './signInRefusals.ts';
import { answer, answerFailure, entraSession, finish, finishWithout, showFailure, signIn } from './signInSteps.ts';
import type { SandboxParts } from './startSandbox.ts';

type Form = Readonly<Record<string, string | undefined>>;

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
    const interaction = parts.codes.interaction(request.body?.interaction ?? '');
    if (interaction?.person === undefined) return sendPage(reply, lostPage(), 400);
    const { id, name } = tenantOf(interaction.person);
    const { app: asking, scopes } = interaction.request;
    parts.grants.adminConsent(id, asking.clientId, scopes);
    return sendPage(reply, adminApprovedPage(name, asking.name));
  });
}

function authorize(parts: SandboxParts, tenant: string, query: Form, request: FastifyRequest, reply: FastifyReply) {
  const read = readAuthorize(tenant, query, parts.apps);
  if (read.kind === 'page') return showFailure(parts, reply, read.failure);
  if (read.kind === 'reply') return answerFailure(parts, reply, read.to, read.failure);
  const { prompt, loginHint } = read.request;
  const hinted = loginHint === undefined ? undefined : findPerson(loginHint);
  const signedIn = alreadySignedIn(entraSession.read(request), { given: loginHint !== undefined, person: hinted });
  if (prompt === 'none' && signedIn === undefined) return answerFailure(parts, reply, read.request, noSession);
  const interaction: Interaction = { request: read.request };
  if (signedIn !== undefined && prompt !== 'login' && prompt !== 'select_account')
    return signIn(parts, reply, interaction, signedIn);
  return sendPage(reply, pickerPage(`/${tenant}/pick`, parts.codes.begin(interaction), read.request.app.name, hinted));
}

function pick(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const interaction = parts.codes.interaction(request.body?.interaction ?? '');
  const person = findPerson(request.body?.person ?? '');
  if (interaction === undefined || interaction.admin === true) return sendPage(reply, lostPage(), 400);
  if (person === undefined) return showFailure(parts, reply, noSuchUser(request.body?.person ?? ''));
  const session = [...entraSession.read(request).filter((each) => each !== person), person];
  if (fitsTenant(person, interaction.request.segment) && person.trouble !== 'blocked')
    entraSession.write(request, reply, session);
  return signIn(parts, reply, interaction, person);
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
  if (interaction.needsAdmin === true) return finishWithout(parts, reply, interaction, adminRequired);
  if (!accepted) return finishWithout(parts, reply, interaction, declined);
  parts.grants.consent(person.oid, interaction.request.app.clientId, interaction.request.scopes);
  return finish(parts, reply, interaction, person);
}

/**
 * entra v2-admin-consent.md: the tenant by id, domain or `organizations`, never `common`; `scope` is mandatory; the
 * answer is always in the query. `organizations` is the administrator's own tenant: here the one that wants approval.
 */
function askAdmin(parts: SandboxParts, tenant: string, query: Form, reply: FastifyReply) {
  const { client_id, redirect_uri, scope, state } = query;
  const read = readAuthorize(tenant, { client_id, redirect_uri, scope, state, response_type: 'code' }, parts.apps);
  if (read.kind === 'page') return showFailure(parts, reply, read.failure);
  if (read.kind === 'reply') return answerFailure(parts, reply, read.to, read.failure);
  const { segment, app, scopes } = read.request;
  const wanted = segment.kind === 'tenant' ? segment.tenant : SANDBOX_TENANTS.find((each) => each.adminApproval);
  if (wanted === undefined || wanted.kind === 'personal' || segment.kind === 'common' || segment.kind === 'consumers')
    return showFailure(parts, reply, notForAliases);
  const request = { ...read.request, segment: { kind: 'tenant' as const, tenant: wanted } };
  const id = parts.codes.begin({ request, admin: true });
  return sendPage(reply, adminConsentPage(`/${tenant}/consent`, id, wanted.name, { appName: app.name, scopes }));
}

function answerAdmin(parts: SandboxParts, reply: FastifyReply, request: AuthorizeRequest, accepted: boolean) {
  if (request.segment.kind !== 'tenant') return sendPage(reply, lostPage(), 400);
  if (!accepted) return answerFailure(parts, reply, request, declined);
  parts.grants.adminConsent(request.segment.tenant.id, request.app.clientId, request.scopes);
  return answer(reply, request, { admin_consent: 'True', tenant: request.segment.tenant.id, scope: request.scopes.join(' ') });
}

function logout(request: FastifyRequest<{ Querystring: Form }>, reply: FastifyReply) {
  entraSession.write(request, reply, []);
  const next = request.query.post_logout_redirect_uri;
  const local = next !== undefined && URL.canParse(next) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(next).hostname);
  return local ? reply.redirect(next, 302) : sendPage(reply, signedOutPage());
}
