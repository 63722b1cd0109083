import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkMail } from './checkMail.ts';
import { type Caller, enterMailbox, graphIds, refuse } from './graphCaller.ts';
import type { GraphError } from './graphError.ts';
import { newItemIds } from './mailItems.ts';
import type { SandboxMail } from './mailbox.ts';
import type { SandboxPerson } from './samplePeople.ts';
import type { SandboxParts } from './startSandbox.ts';
import { type MailContent, takeJsonDraft, takeJsonMail } from './takeJsonMail.ts';
import { takeMimeMail } from './takeMimeMail.ts';

/** "About 4 MB" for the whole request (graph outlook-large-attachments.md). */
export const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

export function addSendMailRoute(app: FastifyInstance, parts: SandboxParts): void {
  app.post('/me/sendMail', { bodyLimit: MAX_REQUEST_BYTES }, async (request, reply) => {
    const caller = await enterMailbox(parts, request, reply, ['Mail.Send', 'Mail.Send.Shared']);
    if ('status' in caller) return refuse(parts, request, reply, caller);
    const content = readContent(request, caller.person, 'mail');
    if ('status' in content) return refuse(parts, request, reply, content);
    const failure = takeMail(parts, request, caller, content);
    return failure === undefined ? accepted(reply) : refuse(parts, request, reply, failure);
  });
}

/** Empty and without a content type: a client that sees "application/json" would try to parse nothing. */
export const accepted = (reply: FastifyReply) => reply.code(202).removeHeader('content-type').send();

/** What Exchange looks at, then the mail is on its way. @param immutableId of the draft that it was. */
export function takeMail(
  parts: SandboxParts,
  request: FastifyRequest,
  caller: Caller,
  content: MailContent,
  immutableId?: string,
): GraphError | undefined {
  parts.sendLog.read(request, content, immutableId);
  const failure = checkMail(content, caller.person, caller.scopes) ?? overPace(parts, caller.person);
  if (failure !== undefined) return failure;
  const now = parts.clock();
  const ids = newItemIds();
  const mail: SandboxMail = {
    ...content,
    id: randomUUID(),
    item: { id: ids.id, immutableId: immutableId ?? ids.immutableId, wasDraft: immutableId !== undefined },
    receivedAt: new Date(now).toISOString(),
    mailbox: caller.person.address,
    ...graphIds(request),
  };
  parts.paces.note(caller.person.address, now);
  parts.mailbox.take(mail);
  parts.sendLog.taken(request);
  return undefined;
}

/** Reads the body of `sendMail`, or of a new draft, in either of its two forms. */
export function readContent(request: FastifyRequest, person: SandboxPerson, what: 'mail' | 'draft'): MailContent | GraphError {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const own = { address: person.address, name: person.name };
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'text/plain') return takeMimeMail(body.toString('latin1'), own);
  if (body.length === 0) return emptyPayload;
  if (type !== 'application/json') return unreadable;
  try {
    const json: unknown = JSON.parse(body.toString('utf8'));
    return what === 'mail' ? takeJsonMail(json, own) : takeJsonDraft(json, own);
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable;
    throw error;
  }
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

const emptyPayload: GraphError = { status: 400, code: 'BadRequest', message: 'Empty Payload. JSON content expected.' };

const unreadable: GraphError = {
  status: 400,
  code: 'BadRequest',
  message: 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
};
