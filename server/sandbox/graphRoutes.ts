import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accessDenied, checkMail } from './checkMail.ts';
import { readAccessToken } from './entraTokens.ts';
import { type GraphError, graphErrorBody, type GraphIds } from './graphError.ts';
import type { SandboxMail } from './mailbox.ts';
import { personByOid, type SandboxPerson } from './samplePeople.ts';
import { AUDIENCES } from './scopes.ts';
import type { SandboxParts } from './startSandbox.ts';
import { takeJsonMail } from './takeJsonMail.ts';
import { takeMimeMail } from './takeMimeMail.ts';
import { originOf } from './tokenRoutes.ts';

/** "About 4 MB" for the whole request (graph outlook-large-attachments.md). */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

type Caller = { person: SandboxPerson; scopes: string[] };

/** Microsoft Graph under /v1.0: who am I, and send. Bodies arrive as bytes, so that bad JSON fails in Graph's own shape. */
export function addGraphRoutes(root: FastifyInstance, parts: SandboxParts): void {
  void root.register(
    async (app: FastifyInstance) => {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) =>
        refuse(parts, request, reply, failureOf(error)),
      );
      app.setNotFoundHandler((request, reply) => refuse(parts, request, reply, noSegment(request.url)));
      app.addHook('onRequest', async (request, reply) => {
        const { requestId, clientRequestId } = graphIds(request);
        reply.headers({ 'request-id': requestId, 'client-request-id': clientRequestId, 'cache-control': 'no-store, no-cache' });
      });
      app.get<{ Querystring: Record<string, string | undefined> }>('/me', async (request, reply) => {
        const caller = await readCaller(parts, request, ['User.Read']);
        if ('status' in caller) return refuse(parts, request, reply, caller);
        const whole = profile(caller.person);
        const names = request.query.$select?.split(',').map((name) => name.trim()) ?? Object.keys(whole);
        const failure = checkSelect(whole, names);
        if (failure !== undefined) return refuse(parts, request, reply, failure);
        const shown = Object.fromEntries(names.map((name) => [name, whole[name]]));
        return { '@odata.context': `${originOf(request)}/v1.0/$metadata#users/$entity`, ...shown };
      });
      app.post('/me/sendMail', { bodyLimit: MAX_REQUEST_BYTES }, (request, reply) => sendMail(parts, request, reply));
    },
    { prefix: '/v1.0' },
  );
}

async function sendMail(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply) {
  const caller = await readCaller(parts, request, ['Mail.Send', 'Mail.Send.Shared']);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  if (caller.person.trouble === 'no-mailbox') return refuse(parts, request, reply, noMailbox);
  const content = readContent(request, caller.person);
  if ('status' in content) return refuse(parts, request, reply, content);
  const failure = checkMail(content, caller.person, caller.scopes) ?? overPace(parts, caller.person);
  if (failure !== undefined) return refuse(parts, request, reply, failure);
  const now = parts.clock();
  const mail: SandboxMail = {
    ...content,
    id: randomUUID(),
    receivedAt: new Date(now).toISOString(),
    mailbox: caller.person.address,
    ...graphIds(request),
  };
  parts.paces.note(caller.person.address, now);
  parts.mailbox.take(mail);
  // Empty and without a content type: a client that sees "application/json" would try to parse nothing.
  return reply.code(202).removeHeader('content-type').send();
}

function readContent(request: FastifyRequest, person: SandboxPerson) {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const own = { address: person.address, name: person.name };
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'text/plain') return takeMimeMail(body.toString('latin1'), own);
  if (body.length === 0) return emptyPayload;
  if (type !== 'application/json') return unreadable;
  try {
    return takeJsonMail(JSON.parse(body.toString('utf8')), own);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
}

async function readCaller(parts: SandboxParts, request: FastifyRequest, anyOf: string[]): Promise<Caller | GraphError> {
  const [, token] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return unauthenticated('Access token is empty.');
  const read = await readAccessToken(parts.signer, token.trim(), parts.clock());
  if (read.kind === 'bad') return unauthenticated('IDX14100: JWT is not well formed, or its signature or audience is not valid.');
  if (read.audience !== AUDIENCES.graph) return unauthenticated('Access token validation failure. Invalid audience.');
  if (read.kind === 'expired') return unauthenticated('Lifetime validation failed, the token is expired.');
  const person = personByOid(read.oid);
  if (person === undefined || read.session !== parts.grants.session(read.oid))
    return unauthenticated('Continuous access evaluation resulted in an error: the session was revoked.');
  if (!anyOf.some((scope) => read.scopes.includes(scope))) return accessDenied;
  return { person, scopes: read.scopes };
}

/** Keeps to the limit that was set: a rolling minute per mailbox. */
function overPace(parts: SandboxParts, person: SandboxPerson): GraphError | undefined {
  const limit = parts.settings.messagesPerMinute;
  const waitMs = limit === undefined ? 0 : parts.paces.wait(person.address, limit, parts.clock());
  if (waitMs === 0) return undefined;
  return {
    status: 429,
    code: 'ApplicationThrottled',
    message: `Application is over its message rate limit of ${limit} a minute for this mailbox.`,
    headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
  };
}

function refuse(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply, failure: GraphError) {
  const challenge: Record<string, string> =
    failure.status === 401 ? { 'www-authenticate': 'Bearer realm="", authorization_uri="", client_id=""' } : {};
  return reply
    .code(failure.status)
    .headers({ ...challenge, ...failure.headers })
    .send(graphErrorBody(failure, graphIds(request), parts.clock()));
}

/** The client's own id comes back; without one, Graph repeats its request-id there. */
export function graphIds(request: FastifyRequest): GraphIds {
  const given = request.headers['client-request-id'];
  return { requestId: request.id, clientRequestId: typeof given === 'string' && given !== '' ? given : request.id };
}

function profile(person: SandboxPerson): Record<string, unknown> {
  return {
    businessPhones: [],
    displayName: person.name,
    givenName: person.givenName,
    jobTitle: null,
    // An account without a licence has no mail address.
    mail: person.trouble === 'no-mailbox' ? null : person.address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: person.surname,
    userPrincipalName: person.address,
    id: person.oid.startsWith('00000000-0000-0000-') ? person.oid.slice(19).replace('-', '') : person.oid,
  };
}

/** Graph refuses names in `$select` that it does not know. */
function checkSelect(whole: Record<string, unknown>, names: string[]): GraphError | undefined {
  const unknown = names.find((name) => !Object.hasOwn(whole, name));
  if (unknown === undefined) return undefined;
  const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`;
  return { status: 400, code: 'BadRequest', message };
}

function failureOf(error: { statusCode?: number; message: string }): GraphError {
  if (error.statusCode === 413) return { status: 413, code: 'BadRequest', message: 'Maximum request length exceeded.' };
  if (error.statusCode !== undefined && error.statusCode < 500)
    return { status: error.statusCode, code: 'BadRequest', message: error.message };
  return { status: 500, code: 'InternalServerError', message: `The sandbox itself failed: ${error.message}` };
}

const noSegment = (url: string): GraphError => ({
  status: 400,
  code: 'BadRequest',
  message: `Resource not found for the segment '${url.split('?')[0]?.split('/').at(-1) ?? ''}'.`,
});

const unauthenticated = (message: string): GraphError => ({ status: 401, code: 'InvalidAuthenticationToken', message });

const noMailbox: GraphError = {
  status: 404,
  code: 'MailboxNotEnabledForRESTAPI',
  message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
};

const emptyPayload: GraphError = { status: 400, code: 'BadRequest', message: 'Empty Payload. JSON content expected.' };

const unreadable: GraphError = {
  status: 400,
  code: 'BadRequest',
  message: 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
};
