import type { FastifyReply, FastifyRequest } from 'fastify';
import { accessDenied } from './checkMail.ts';
import { readAccessToken } from './entraTokens.ts';
import { type GraphError, graphErrorBody, type GraphIds } from './graphError.ts';
import { personByOid, type SandboxPerson } from './samplePeople.ts';
import { AUDIENCES } from './scopes.ts';
import type { SandboxParts } from './startSandbox.ts';

export type Caller = { person: SandboxPerson; scopes: string[] };

/** Whose access token this is, if it is good and has one of these permissions. */
export async function readCaller(parts: SandboxParts, request: FastifyRequest, anyOf: string[]): Promise<Caller | GraphError> {
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

/** As `readCaller`, for what is done in the mailbox itself: it must exist, and answers four requests at a time. */
export async function enterMailbox(
  parts: SandboxParts,
  request: FastifyRequest,
  reply: FastifyReply,
  anyOf: string[],
): Promise<Caller | GraphError> {
  const caller = await readCaller(parts, request, anyOf);
  if ('status' in caller) return caller;
  if (caller.person.trouble === 'no-mailbox') return noMailbox;
  parts.sendLog.from(request, caller.person.address);
  const leave = parts.concurrency.enter(caller.person.address);
  if (leave === undefined) return tooManyAtOnce;
  // Also where the client goes away: nobody waits for the answer any more.
  reply.raw.once('close', leave);
  return caller;
}

export function refuse(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply, failure: GraphError) {
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

const unauthenticated = (message: string): GraphError => ({ status: 401, code: 'InvalidAuthenticationToken', message });

const noMailbox: GraphError = {
  status: 404,
  code: 'MailboxNotEnabledForRESTAPI',
  message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
};

const tooManyAtOnce: GraphError = {
  status: 429,
  code: 'ApplicationThrottled',
  message: 'Application is over its MailboxConcurrency limit.',
  headers: { 'retry-after': '1' },
};
