import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from './browserPage.ts';
import { alreadySignedIn, browserSession } from './browserSession.ts';
import { boxOf, googleBlockedPage, googleConsentPage, googleLostPage, googlePickerPage } from './googlePages.ts';
import { findGooglePerson, GOOGLE_APP, type GooglePerson, googlePersonBySub } from './googlePeople.ts';
import { isSignInScope } from './googleScopes.ts';
import { adminPolicy, type GoogleAuthorize, type GoogleBlock, readGoogleAuthorize } from './readGoogleAuthorize.ts';
import type { SandboxParts } from './startSandbox.ts';

type Form = Readonly<Record<string, string | undefined>>;

const googleSession = browserSession('sandbox_google_session', (person: GooglePerson) => person.sub, googlePersonBySub);

/** Google's pages in the browser: the account picker and the consent. */
export function addGoogleRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.get<{ Querystring: Form }>('/google/o/oauth2/v2/auth', (request, reply) => authorize(parts, request, reply));
  app.post<{ Body: Form }>('/google/pick', (request, reply) => pick(parts, request, reply));
  app.post<{ Body: Form }>('/google/consent', (request, reply) => decide(parts, request, reply));
}

function authorize(parts: SandboxParts, request: FastifyRequest<{ Querystring: Form }>, reply: FastifyReply) {
  const read = readGoogleAuthorize(request.query);
  if ('error' in read) return blocked(reply, read);
  const { prompts, loginHint } = read;
  // Google takes an address or an account id as a hint.
  const hinted = loginHint === undefined ? undefined : (findGooglePerson(loginHint) ?? googlePersonBySub(loginHint));
  const signedIn = alreadySignedIn(googleSession.read(request), { given: loginHint !== undefined, person: hinted });
  if (prompts.includes('none') && signedIn === undefined) return answer(reply, read, { error: 'interaction_required' });
  if (signedIn !== undefined && !prompts.includes('select_account')) return signIn(parts, reply, read, signedIn);
  return sendPage(reply, googlePickerPage(parts.google.desk.begin({ request: read }), hinted));
}

function pick(parts: SandboxParts, request: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const visit = parts.google.desk.visit(request.body?.interaction ?? '');
  const person = findGooglePerson(request.body?.person ?? '');
  if (visit === undefined) return sendPage(reply, googleLostPage(), 400);
  if (person === undefined) return blocked(reply, noAccount);
  if (person.trouble === undefined) {
    const others = googleSession.read(request).filter((each) => each !== person);
    googleSession.write(request, reply, [...others, person]);
  }
  return signIn(parts, reply, visit.request, person);
}

/** The person is known: what stands in the way, else the consent page, else the code. */
function signIn(parts: SandboxParts, reply: FastifyReply, request: GoogleAuthorize, person: GooglePerson) {
  if (person.trouble === 'admin-policy') return blocked(reply, adminPolicy);
  const consent = parts.google.grants.consentOf(person.sub, GOOGLE_APP.clientId);
  const open = request.scopes.some((scope) => !consent.scopes.has(scope)) || (request.offline && !consent.offline);
  if (!open && !request.prompts.includes('consent'))
    return answerCode(parts, reply, { request, person, scopes: request.scopes, shown: false });
  if (request.prompts.includes('none')) return answer(reply, request, { error: 'interaction_required' });
  return sendPage(reply, googleConsentPage(parts.google.desk.begin({ request, person }), person, request.scopes));
}

function decide(parts: SandboxParts, { body }: FastifyRequest<{ Body: Form }>, reply: FastifyReply) {
  const { desk, grants } = parts.google;
  const id = body?.interaction ?? '';
  const visit = desk.visit(id);
  if (visit?.person === undefined) return sendPage(reply, googleLostPage(), 400);
  desk.end(id);
  const { request, person } = visit;
  if (body?.decision !== 'accept') return answer(reply, request, { error: 'access_denied' });
  const scopes = request.scopes.filter((scope) => isSignInScope(scope) || body[boxOf(scope)] !== undefined);
  grants.consent(person.sub, GOOGLE_APP.clientId, scopes, request.offline);
  return answerCode(parts, reply, { request, person, scopes, shown: true });
}

interface Allowed {
  request: GoogleAuthorize;
  person: GooglePerson;
  scopes: string[];
  /** The consent page was shown. Only then does a refresh token come along. */
  shown: boolean;
}

function answerCode(parts: SandboxParts, reply: FastifyReply, { request, person, scopes, shown }: Allowed) {
  const { desk, grants } = parts.google;
  const before = request.incremental ? grants.consentOf(person.sub, GOOGLE_APP.clientId).scopes : [];
  const all = [...new Set([...scopes, ...before])];
  const code = desk.issue({ request, person, scopes: all, refresh: request.offline && shown }, parts.clock());
  return answer(reply, request, {
    code,
    scope: all.join(' '),
    authuser: '0',
    ...(person.hd === undefined ? {} : { hd: person.hd }),
    prompt: shown ? 'consent' : 'none',
  });
}

function answer(reply: FastifyReply, { redirectUri, state }: GoogleAuthorize, fields: Record<string, string>) {
  const all = { ...(state === undefined ? {} : { state }), ...fields };
  return reply.header('cache-control', 'no-store').redirect(`${redirectUri}?${new URLSearchParams(all).toString()}`, 302);
}

const blocked = (reply: FastifyReply, failure: GoogleBlock) => sendPage(reply, googleBlockedPage(failure), failure.status);

const noAccount: GoogleBlock = { status: 400, error: 'account_not_found', message: 'Couldn’t find your Google Account.' };
