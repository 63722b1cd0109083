import { checkHeaders } from './checkMail.ts';
import { checkMessage, checkProperties } from './checkProperties.ts';
import type { GraphError } from './graphError.ts';
import { htmlToPlain } from './htmlToPlain.ts';
import type { SandboxAddress, SandboxAttachment, SandboxMail } from './mailbox.ts';

/** A mail as read from a request, before it has an id, a time and a mailbox. */
export type MailContent = Omit<SandboxMail, 'id' | 'receivedAt' | 'mailbox' | 'requestId' | 'clientRequestId' | 'item'>;

interface JsonRecipient {
  emailAddress?: { address?: string | null; name?: string | null } | null;
}

interface JsonMessage {
  subject?: string | null;
  body?: { contentType?: string | null; content?: string | null } | null;
  from?: JsonRecipient | null;
  toRecipients?: JsonRecipient[] | null;
  ccRecipients?: JsonRecipient[] | null;
  bccRecipients?: JsonRecipient[] | null;
  replyTo?: JsonRecipient[] | null;
  importance?: string | null;
  internetMessageHeaders?: { name?: string | null; value?: string | null }[] | null;
  singleValueExtendedProperties?: { id: string; value?: string | null }[] | null;
  attachments?:
    | {
        name: string | null;
        contentBytes: string | null;
        contentType?: string | null;
        contentId?: string | null;
        isInline?: boolean;
      }[]
    | null;
}

/** Reads the JSON form of POST /me/sendMail. `own` is the sender where the message names none. */
export function takeJsonMail(body: unknown, own: SandboxAddress): MailContent | GraphError {
  const failure = checkProperties(body);
  if (failure !== undefined) return failure;
  const { message, saveToSentItems = true } = body as { message: JsonMessage; saveToSentItems?: boolean };
  return checkHeaders(message.internetMessageHeaders) ?? readMessage(message, saveToSentItems, own);
}

/** Reads the JSON form of POST /me/messages: the message itself, without anything around it. */
export function takeJsonDraft(body: unknown, own: SandboxAddress): MailContent | GraphError {
  const failure = checkMessage(body);
  if (failure !== undefined) return failure;
  const message = body as JsonMessage;
  return checkHeaders(message.internetMessageHeaders) ?? readMessage(message, true, own);
}

function readMessage(message: JsonMessage, saveToSentItems: boolean, own: SandboxAddress): MailContent {
  const extendedProperties = (message.singleValueExtendedProperties ?? []).map(({ id, value }) => ({ id, value: value ?? '' }));
  const deferred = extendedProperties.find((each) => each.id.toLowerCase() === 'systemtime 0x3fef');
  return {
    from: readFrom(message.from, own),
    to: readAll(message.toRecipients),
    cc: readAll(message.ccRecipients),
    bcc: readAll(message.bccRecipients),
    replyTo: readAll(message.replyTo),
    subject: message.subject ?? '',
    ...readBody(message.body),
    importance: readImportance(message.importance),
    headers: (message.internetMessageHeaders ?? []).map(({ name, value }) => ({ name: name ?? '', value: value ?? '' })),
    attachments: (message.attachments ?? []).map(readAttachment),
    saveToSentItems,
    extendedProperties,
    ...(deferred === undefined ? {} : { deferredUntil: deferred.value }),
    provider: 'microsoft',
    format: 'json',
  };
}

/** Exchange shows the mailbox's own name for its own address, whatever the message says. */
function readFrom(from: JsonRecipient | null | undefined, own: SandboxAddress): SandboxAddress {
  const address = from?.emailAddress?.address ?? '';
  if (address === '' || address.toLowerCase() === own.address.toLowerCase()) return own;
  return { address, name: from?.emailAddress?.name ?? '' };
}

const readAll = (list: JsonRecipient[] | null | undefined): SandboxAddress[] =>
  (list ?? []).map((each) => ({ address: (each.emailAddress?.address ?? '').trim(), name: each.emailAddress?.name ?? '' }));

function readBody(body: JsonMessage['body']): Pick<MailContent, 'html' | 'text'> {
  const content = body?.content ?? '';
  return body?.contentType?.toLowerCase() === 'html' ? { html: content, text: htmlToPlain(content) } : { text: content };
}

function readImportance(text: string | null | undefined): MailContent['importance'] {
  const lower = text?.toLowerCase();
  return lower === 'low' || lower === 'high' ? lower : 'normal';
}

function readAttachment(each: NonNullable<JsonMessage['attachments']>[number]): SandboxAttachment {
  const bytes = Buffer.from(each.contentBytes ?? '', 'base64');
  return {
    name: each.name ?? '',
    contentType: each.contentType ?? 'application/octet-stream',
    ...(each.contentId === null || each.contentId === undefined ? {} : { contentId: each.contentId.replace(/^<|>$/g, '') }),
    isInline: each.isInline ?? false,
    size: bytes.length,
    contentBytes: bytes.toString('base64'),
  };
}
