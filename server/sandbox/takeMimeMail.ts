import type { GraphError } from './graphError.ts';
import { htmlToPlain } from './htmlToPlain.ts';
import type { SandboxAddress, SandboxAttachment } from './mailbox.ts';
import { decodeWords, type MimePart, readAddresses, readMime } from './readMime.ts';
import type { MailContent } from './takeJsonMail.ts';

/** Reads the MIME form of POST /me/sendMail: the body is the base64 of a whole message, receivers are in its headers. */
export function takeMimeMail(body: string, own: SandboxAddress): MailContent | GraphError {
  const compact = body.replace(/\s+/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return badBase64;
  return readMimeMail(Buffer.from(compact, 'base64'), own);
}

/** A whole message as bytes. `own` names the sender where the message gives nothing but the own address, or none. */
export function readMimeMail(source: Buffer, own: SandboxAddress): MailContent {
  const root = readMime(source.toString('latin1'));
  const header = (name: string) => root.headers.find((each) => each.name.toLowerCase() === name)?.value ?? '';
  const leaves = leavesOf(root);
  const html = leaves.find((part) => isBody(part, 'text/html'));
  const text = leaves.find((part) => isBody(part, 'text/plain'));
  const from = readAddresses(header('from'))[0];
  return {
    from: from === undefined || from.address.toLowerCase() === own.address.toLowerCase() ? own : from,
    to: readAddresses(header('to')),
    cc: readAddresses(header('cc')),
    bcc: readAddresses(header('bcc')),
    replyTo: readAddresses(header('reply-to')),
    subject: decodeWords(header('subject')),
    ...(html === undefined ? {} : { html: html.text() }),
    text: text?.text() ?? (html === undefined ? '' : htmlToPlain(html.text())),
    importance: readImportance(header('importance'), header('x-priority')),
    headers: root.headers.map(({ name, value }) => ({ name, value: decodeWords(value) })),
    attachments: leaves.filter((part) => part !== html && part !== text).map(readAttachment),
    saveToSentItems: true,
    extendedProperties: [],
    provider: 'microsoft',
    format: 'mime',
    source: source.toString('utf8'),
  };
}

const isBody = (part: MimePart, type: string) => part.type === type && part.disposition !== 'attachment';

const leavesOf = (part: MimePart): MimePart[] => (part.parts.length === 0 ? [part] : part.parts.flatMap(leavesOf));

function readAttachment(part: MimePart): SandboxAttachment {
  const bytes = part.bytes();
  return {
    name: part.fileName ?? 'attachment',
    contentType: part.type,
    ...(part.contentId === undefined ? {} : { contentId: part.contentId }),
    isInline: part.disposition === 'inline' || (part.contentId !== undefined && part.disposition !== 'attachment'),
    size: bytes.length,
    contentBytes: bytes.toString('base64'),
  };
}

function readImportance(importance: string, priority: string): MailContent['importance'] {
  const word = importance.trim().toLowerCase();
  if (word === 'high' || word === 'low') return word;
  if (/^[12]/.test(priority.trim())) return 'high';
  return /^[45]/.test(priority.trim()) ? 'low' : 'normal';
}

const badBase64: GraphError = {
  status: 400,
  code: 'ErrorMimeContentInvalidBase64String',
  message: 'Invalid base64 string for MIME content.',
};
