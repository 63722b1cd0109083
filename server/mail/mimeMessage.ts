/**
 * A message as bytes (RFC 5322, MIME) for the wires that take it so: SMTP and the Gmail API. nodemailer's MailComposer
 * decides on its parts and headers, writeMime.ts writes it. Nothing can break out of a header: texts are folded here, and
 * the composer encodes what is not plain.
 */
import { domainToASCII } from 'node:url';
import MailComposer, { type MailComposerAttachment } from 'nodemailer/lib/mail-composer';
import { encodeWord } from 'nodemailer/lib/mime-funcs';
import { type MailAddress, parseAddress } from './address.ts';
import { foldLine } from './foldLine.ts';
import type { Credentials } from './mailTransport.ts';
import type { MailAttachment, MailMessage } from './message.ts';
import { senderOf } from './senderOf.ts';
import { writeMime } from './writeMime.ts';

export interface MimeMessage {
  bytes: Buffer<ArrayBuffer>;
  /** The address it is sent from, as it was written. */
  from: string;
  /** With its angle brackets. The same one each time this message is tried: receivers drop the second copy. */
  messageId: string;
  /** Sender and receivers as SMTP wants them: domains in ASCII, everybody once, Bcc included. */
  envelope: { from: string; to: string[] };
}

export interface MimeHow {
  /** Milliseconds since 1970, for `Date`. */
  date: number;
  /** The Gmail API reads the receivers from the headers and takes Bcc out itself; over SMTP nobody would. */
  keepBcc: boolean;
}

export async function mimeMessage(
  message: MailMessage,
  as: Pick<Credentials, 'address' | 'fromName'>,
  how: MimeHow,
): Promise<MimeMessage> {
  const from = senderOf(message, as);
  const files = new Map<unknown, MailAttachment>();
  const node = new MailComposer({
    from: composed(from),
    to: message.to.map(recipient),
    cc: message.cc.map(recipient),
    bcc: message.bcc.map(recipient),
    replyTo: message.replyTo.map(recipient),
    subject: subjectOf(message.subject),
    messageId: messageIdFor(message.markerId, from.address),
    date: new Date(how.date),
    ...(message.text !== undefined && message.text !== '' && { text: wholeLines(message.text) }),
    html: wholeLines(message.html),
    headers: ownHeaders(message),
    attachments: message.attachments.map((file) => attachment(file, files)),
    // A line break alone is none on any of these wires.
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  node.keepBcc = how.keepBcc;
  const envelope = node.getEnvelope();
  return {
    bytes: writeMime(node, files),
    from: from.address,
    messageId: node.messageId(),
    envelope: { from: envelope.from === false ? '' : envelope.from, to: envelope.to },
  };
}

/**
 * A lone CR is no line end on the wire (RFC 5321 section 2.3.8), and a server that takes it for one reads “.” between two as
 * the end of the message and what follows as commands.
 */
function wholeLines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** Addresses were checked long before; one that is none after all goes out as it is, so that the server names it. */
function recipient(text: string): { address: string; name: string } {
  return composed(parseAddress(text) ?? { address: foldLine(text) });
}

function composed({ address, name = '' }: MailAddress): { address: string; name: string } {
  return { address, name: unencoded(name) };
}

/** What looks like an encoded word (RFC 2047) would be decoded where it is read, in quotes too. */
function unencoded(name: string): string {
  return foldLine(name).replaceAll('=?', '= ?');
}

/**
 * The composer leaves plain ASCII as it is: what looks encoded would be decoded, line breaks included, and a word without end
 * would not fit into a line (RFC 5322 section 2.1.1).
 */
function subjectOf(subject: string): string {
  const text = foldLine(subject);
  return /^[ -~]*$/.test(text) && /=\?|\S{70}/.test(text) ? encodeWord(text, 'Q', 52) : text;
}

/** `<marker@domain>`, RFC 5322 section 3.6.4. */
function messageIdFor(marker: string, sender: string): string {
  const domain = domainToASCII(sender.slice(sender.lastIndexOf('@') + 1)) || 'localhost';
  return `<${marker.replaceAll(/[^A-Za-z0-9._-]/g, '-')}@${domain}>`;
}

/** The marks are ours; the importance as Outlook (`Importance`) and others (`X-Priority`) read it. */
function ownHeaders(message: MailMessage): Record<string, string> {
  const tracking = foldLine(message.trackingId ?? '');
  return {
    'x-mergepost-id': foldLine(message.markerId),
    ...(tracking !== '' && { 'x-tracking-id': tracking }),
    ...IMPORTANCE[message.importance],
  };
}

const IMPORTANCE: Record<MailMessage['importance'], Record<string, string>> = {
  low: { importance: 'low', 'x-priority': '5 (Lowest)' },
  normal: {},
  high: { importance: 'high', 'x-priority': '1 (Highest)' },
};

const TYPE = /^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+(?:\s*;.*)?$/;

function attachment(file: MailAttachment, files: Map<unknown, MailAttachment>): MailComposerAttachment {
  const placeholder = Buffer.from('file');
  files.set(placeholder, file);
  const type = foldLine(file.contentType);
  return {
    filename: unencoded(file.name),
    // A file that says it were several parts, or a message, would be read as parts of this one.
    contentType: TYPE.test(type) && !/^(?:multipart|message)\//i.test(type) ? type : 'application/octet-stream',
    content: placeholder,
    contentTransferEncoding: 'base64',
    ...(file.contentId !== undefined && { cid: foldLine(file.contentId), contentDisposition: 'inline' }),
  };
}
