/**
 * The exact wire of Graph's `POST /me/sendMail` and of the drafts of `POST /me/messages`, as pure functions.
 * Source: Graph "user: sendMail", "message resource type", "internetMessageHeader".
 *
 * The plain text: Graph's JSON form has one body only. The HTML is sent; Exchange makes the plain-text part for receivers
 * that want one out of it. `message.text` is therefore not on this wire (the MIME form would carry both, but it is
 * reported to drop own headers, and it cannot say saveToSentItems).
 */
import { parseAddress } from './address.ts';
import { foldLine } from './foldLine.ts';
import type { Credentials } from './mailTransport.ts';
import type { MailAttachment, MailMessage } from './message.ts';
import { inMegabytes } from './messageSize.ts';
import { senderOf } from './senderOf.ts';

type Sender = Pick<Credentials, 'address' | 'fromName'>;

/** "about 4 MB" for the whole JSON request, else 413. Source: Graph "Attach large files to Outlook messages". */
export const GRAPH_REQUEST_BYTES_MAX = 4 * 1024 * 1024;

/**
 * Our own mark as a property of the item: Sent Items can be searched for it, which headers cannot. The GUID is the set of
 * properties that Mergepost has made up, and must never change. Source: Graph "singleValueLegacyExtendedProperty".
 */
export const MARKER_PROPERTY = 'String {ab1771bd-2040-4660-941b-ab6d235416cb} Name MergepostId';

export interface GraphRecipient {
  emailAddress: { address: string; name?: string };
}

export interface GraphFile {
  '@odata.type': '#microsoft.graph.fileAttachment';
  name: string;
  contentType: string;
  contentBytes: string;
  isInline?: true;
  contentId?: string;
}

export interface GraphMessage {
  subject: string;
  body: { contentType: 'html'; content: string };
  toRecipients: GraphRecipient[];
  ccRecipients?: GraphRecipient[];
  bccRecipients?: GraphRecipient[];
  replyTo?: GraphRecipient[];
  /** Graph fills `sender` itself. */
  from?: GraphRecipient;
  importance: 'low' | 'normal' | 'high';
  internetMessageHeaders?: { name: string; value: string }[];
  singleValueExtendedProperties?: { id: typeof MARKER_PROPERTY; value: string }[];
}

/** A message with its files, which come last (graphBody.ts). */
export type GraphMessageWithFiles = GraphMessage & { attachments?: GraphFile[] };

export interface GraphSend {
  path: '/me/sendMail';
  headers: Record<string, string>;
  body: { message: GraphMessageWithFiles; saveToSentItems: true };
}

/** `as`: the mailbox, and the name that its owner chose; without a name Exchange shows the one it knows. */
export function graphRequest(message: MailMessage, as?: Sender): GraphSend {
  return {
    path: '/me/sendMail',
    headers: { 'content-type': 'application/json' },
    body: { message: graphDraft(message, as), saveToSentItems: true },
  };
}

/** The body of `POST /me/messages`, which makes a draft. Source: Graph "Create message". */
export function graphDraft(message: MailMessage, as?: Sender): GraphMessageWithFiles {
  const { attachments } = message;
  return { ...graphMessage(message, as), ...(attachments.length > 0 && { attachments: attachments.map(graphFile) }) };
}

/** Why this request would be refused for its size, or undefined. `bytes` are those of the JSON in UTF-8. */
export function graphOversize(bytes: number): string | undefined {
  if (bytes <= GRAPH_REQUEST_BYTES_MAX) return undefined;
  return (
    `The message is ${inMegabytes(bytes)} on its way; Microsoft takes at most ${inMegabytes(GRAPH_REQUEST_BYTES_MAX)} ` +
    'in one piece, which is about 3 MB of text, pictures and attachments. Make them smaller, or send a link to the file.'
  );
}

/** Bytes of a request on the wire. */
export function graphBytes(send: GraphSend): number {
  return Buffer.byteLength(JSON.stringify(send.body), 'utf8');
}

/** Without its files. */
export function graphMessage(message: MailMessage, as: Sender | undefined): GraphMessage {
  const headers = ownHeaders(message);
  const marker = foldLine(message.markerId);
  const from = fromOf(message, as);
  return {
    subject: foldLine(message.subject),
    body: { contentType: 'html', content: message.html.toWellFormed() },
    toRecipients: message.to.map(recipient),
    ...(message.cc.length > 0 && { ccRecipients: message.cc.map(recipient) }),
    ...(message.bcc.length > 0 && { bccRecipients: message.bcc.map(recipient) }),
    ...(message.replyTo.length > 0 && { replyTo: message.replyTo.map(recipient) }),
    ...(from !== undefined && { from }),
    importance: message.importance,
    // An empty collection is refused: InvalidInternetMessageHeaderCollection.
    ...(headers.length > 0 && { internetMessageHeaders: headers }),
    ...(marker !== '' && { singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: marker }] }),
  };
}

/** Said only where it is not what Exchange would put there by itself. */
function fromOf(message: MailMessage, as: Sender | undefined): GraphRecipient | undefined {
  if (as !== undefined && (message.from !== undefined || as.fromName !== null)) return { emailAddress: senderOf(message, as) };
  return message.from === undefined ? undefined : recipient(message.from);
}

/** Addresses were checked long before; one that is none after all goes out as it is, so that Graph names it. */
function recipient(text: string): GraphRecipient {
  return { emailAddress: parseAddress(text.toWellFormed()) ?? { address: foldLine(text) } };
}

/** At most 5, and only names that begin with `x-`, else InvalidInternetMessageHeader. */
function ownHeaders(message: MailMessage): { name: string; value: string }[] {
  return [
    { name: 'x-mergepost-id', value: foldLine(message.markerId) },
    { name: 'x-tracking-id', value: foldLine(message.trackingId ?? '') },
  ].filter((header) => header.value !== '');
}

export function graphFile(file: MailAttachment): GraphFile {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: foldLine(file.name),
    contentType: foldLine(file.contentType),
    contentBytes: file.contentBytes,
    // Shown inside the HTML where it says `cid:<contentId>`, not listed as a file.
    ...(file.contentId !== undefined && { isInline: true as const, contentId: file.contentId }),
  };
}
