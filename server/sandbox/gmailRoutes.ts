import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  badCredentials,
  type GmailError,
  gmailErrorBody,
  invalidArgument,
  mediaType,
  noCredentials,
  noMessage,
  notFound,
  overRate,
  scopeInsufficient,
  scriptedGmailError,
  tooLarge,
} from './gmailError.ts';
import type { GooglePerson } from './googlePeople.ts';
import { GOOGLE_SCOPE } from './googleScopes.ts';
import { readGoogleToken } from './googleTokens.ts';
import type { SandboxParts } from './startSandbox.ts';
import { takeGmail } from './takeGmail.ts';

/** "Maximum file size: 36,700,160 bytes" (Gmail API users.messages.send): 25 MB of files after base64. */
const MAX_MESSAGE_BYTES = 36_700_160;

const SENDERS = [GOOGLE_SCOPE.mail, GOOGLE_SCOPE.modify, GOOGLE_SCOPE.compose, GOOGLE_SCOPE.send];
const SETTINGS_READERS = [GOOGLE_SCOPE.mail, GOOGLE_SCOPE.modify, GOOGLE_SCOPE.readonly, GOOGLE_SCOPE.settings];

/** The Gmail API under /gmail: send a message as it is or in JSON, and the addresses that a mailbox may send as. */
export function addGmailRoutes(root: FastifyInstance, parts: SandboxParts): void {
  void root.register(
    async (app: FastifyInstance) => {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => refuse(reply, failureOf(error)));
      app.setNotFoundHandler((_request, reply) => refuse(reply, notFound));
      const limit = { bodyLimit: MAX_MESSAGE_BYTES };
      app.post<{ Querystring: Record<string, string | undefined> }>(
        '/upload/gmail/v1/users/me/messages/send',
        limit,
        (request, reply) => send(parts, request, reply, readUpload(request)),
      );
      // The same message in base64url, so a third longer.
      app.post('/gmail/v1/users/me/messages/send', { bodyLimit: MAX_MESSAGE_BYTES * 1.4 }, (request, reply) =>
        send(parts, request, reply, readRaw(request)),
      );
      app.get('/gmail/v1/users/me/settings/sendAs', async (request, reply) => {
        const caller = await readCaller(parts, request, SETTINGS_READERS, 'SendAsService.ListSendAs');
        return 'code' in caller ? refuse(reply, caller) : { sendAs: sendAsOf(caller) };
      });
    },
    { prefix: '/gmail' },
  );
}

async function send(parts: SandboxParts, request: FastifyRequest, reply: FastifyReply, message: Buffer | GmailError) {
  const person = await readCaller(parts, request, SENDERS, 'MailboxService.SendMessage');
  if ('code' in person) return refuse(reply, person);
  if ('code' in message) return refuse(reply, message);
  parts.sendLog.from(request, person.address);
  const content = takeGmail(message, person);
  if ('code' in content) return refuse(reply, content);
  parts.sendLog.read(request, content);
  const now = parts.clock();
  const limit = parts.settings.messagesPerMinute;
  const waitMs = limit === undefined ? 0 : parts.paces.wait(person.address, limit, now);
  if (waitMs > 0) return refuse(reply, overRate(now + waitMs));
  const id = randomBytes(8).toString('hex');
  parts.paces.note(person.address, now);
  parts.mailbox.take({
    ...content,
    id,
    receivedAt: new Date(now).toISOString(),
    mailbox: person.address,
    requestId: request.id,
    clientRequestId: '',
  });
  parts.sendLog.taken(request);
  return { id, threadId: id, labelIds: ['SENT'] };
}

function readUpload(request: FastifyRequest<{ Querystring: Record<string, string | undefined> }>): Buffer | GmailError {
  const { uploadType } = request.query;
  if (uploadType !== 'media') return invalidArgument(`The sandbox knows uploadType=media only, not '${uploadType ?? ''}'.`);
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  if (!/^message\//i.test(type.trim())) return mediaType(type.trim());
  return bodyOf(request);
}

function readRaw(request: FastifyRequest): Buffer | GmailError {
  try {
    const { raw } = JSON.parse(bodyOf(request).toString('utf8')) as { raw?: unknown };
    if (typeof raw !== 'string' || raw === '') return noMessage;
    if (!/^[A-Za-z0-9_-]*={0,2}$/.test(raw))
      return invalidArgument("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed");
    return Buffer.from(raw, 'base64url');
  } catch (error) {
    if (error instanceof SyntaxError) return invalidArgument('Invalid JSON payload received.');
    throw error;
  }
}

const bodyOf = ({ body }: FastifyRequest) => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));

async function readCaller(
  parts: SandboxParts,
  request: FastifyRequest,
  anyOf: readonly string[],
  method: string,
): Promise<GooglePerson | GmailError> {
  const [, token] = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) return noCredentials;
  const { signer, google, clock } = parts;
  const read = await readGoogleToken({ signer, grants: google.grants }, token.trim(), clock());
  if (read.kind !== 'good') return badCredentials;
  return anyOf.some((scope) => read.scopes.includes(scope))
    ? read.person
    : scopeInsufficient(`caribou.api.proto.${method}`, anyOf);
}

function sendAsOf(person: GooglePerson) {
  const own = { sendAsEmail: person.address, displayName: person.name, isPrimary: true, isDefault: true };
  const plain = { replyToAddress: '', signature: '' };
  const more = person.aliases.map(({ address, name }) => ({
    sendAsEmail: address,
    displayName: name,
    ...plain,
    treatAsAlias: true,
    verificationStatus: 'accepted',
  }));
  return [{ ...own, ...plain }, ...more];
}

const refuse = (reply: FastifyReply, failure: GmailError) =>
  reply
    .code(failure.code)
    .headers(failure.headers ?? {})
    .send(gmailErrorBody(failure));

function failureOf(error: { statusCode?: number; message: string }): GmailError {
  if (error.statusCode === 413) return tooLarge;
  const code = error.statusCode !== undefined && error.statusCode < 500 ? error.statusCode : 500;
  return scriptedGmailError(code, code === 500 ? `The sandbox itself failed: ${error.message}` : error.message);
}
