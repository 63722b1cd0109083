import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkExtended } from './checkMail.ts';
import { enterMailbox, refuse } from './graphCaller.ts';
import type { GraphError } from './graphError.ts';
import { newItemIds } from './mailItems.ts';
import { accepted, MAX_REQUEST_BYTES, readContent, takeMail } from './sendMailRoute.ts';
import { showItem } from './showItem.ts';
import type { SandboxParts } from './startSandbox.ts';
import { originOf } from './tokenRoutes.ts';

type Id = { Params: { id: string } };

/** Drafts: made with an id that stays, and sent by it (graph message-post-messages, message-send, outlook-immutable-id). */
export function addDraftRoutes(app: FastifyInstance, parts: SandboxParts): void {
  app.post('/me/messages', { bodyLimit: MAX_REQUEST_BYTES }, (request, reply) => createDraft(parts, request, reply));
  app.post<Id>('/me/messages/:id/send', (request, reply) => sendDraft(parts, request, reply));
  app.delete<Id>('/me/messages/:id', async (request, reply) => {
    const caller = await enterMailbox(parts, request, reply, ['Mail.ReadWrite']);
    if ('status' in caller) return refuse(parts, request, reply, caller);
    const was = parts.items.remove(caller.person.address, request.params.id);
    return was ? reply.code(204).send() : refuse(parts, request, reply, itemNotFound);
  });
}

async function createDraft(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply) {
  const caller = await enterMailbox(parts, request, reply, ['Mail.ReadWrite']);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  const content = readContent(request, caller.person, 'draft');
  if ('status' in content) return refuse(parts, request, reply, content);
  const failure = checkExtended(content);
  if (failure !== undefined) return refuse(parts, request, reply, failure);
  const ids = newItemIds();
  const draft = { ...ids, mailbox: caller.person.address, createdAt: new Date(parts.clock()).toISOString(), content };
  parts.items.addDraft(draft);
  const immutableIds = wantsImmutableIds(request, reply);
  const origin = originOf(request);
  const shown = showItem(
    { ...draft, folder: 'drafts', isDraft: true, sentAt: null },
    { select: undefined, expand: undefined, immutableIds },
  );
  return reply
    .code(201)
    .header('location', `${origin}/v1.0/me/messages/${String(shown['id'])}`)
    .send({ '@odata.context': `${origin}/v1.0/$metadata#users('me')/messages/$entity`, ...shown });
}

/**
 * A draft is sent once: its item moves to Sent Items under a new id and the same immutable one. What Graph answers to a
 * second try is not documented; here it is 404 under either id, as for an item that is no draft any more.
 */
async function sendDraft(parts: SandboxParts, request: FastifyRequest<Id>, reply: FastifyReply) {
  const caller = await enterMailbox(parts, request, reply, ['Mail.Send']);
  if ('status' in caller) return refuse(parts, request, reply, caller);
  // "Content-Length: 0. Required." (graph message-send.md); the web server in front of Graph refuses it, not Graph.
  if (request.headers['content-length'] === undefined) return refuse(parts, request, reply, lengthRequired);
  const draft = parts.items.draft(caller.person.address, request.params.id);
  if (draft === undefined) return refuse(parts, request, reply, itemNotFound);
  const failure = takeMail(parts, request, caller, draft.content, draft.immutableId);
  if (failure !== undefined) return refuse(parts, request, reply, failure);
  parts.items.draftSent(draft);
  return accepted(reply);
}

/** `Prefer: IdType="ImmutableId"`; the quotes may be left out. The answer says that it was heard. */
export function wantsImmutableIds(request: FastifyRequest, reply: FastifyReply): boolean {
  const asked = [request.headers['prefer'] ?? []].flat().some((each) => /(^|[,;\s])idtype="?immutableid"?/i.test(each));
  if (asked) reply.header('preference-applied', 'IdType="ImmutableId"');
  return asked;
}

export const itemNotFound: GraphError = {
  status: 404,
  code: 'ErrorItemNotFound',
  message: 'The specified object was not found in the store.',
};

const lengthRequired: GraphError = { status: 411, code: 'BadRequest', message: 'Length Required: HTTP Error 411.' };
