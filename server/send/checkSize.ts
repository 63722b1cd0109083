/** Whether a message fits the wire it will go over, before it is stored. */
import type { WireKind } from '../../shared/api/accounts.ts';
import { ATTACHMENT_BYTES_MAX, MIME_BYTES_MAX } from '../../shared/api/send.ts';
import { AppError } from '../http/appError.ts';
import { GRAPH_REQUEST_BYTES_MAX, graphBytes, graphOversize, graphRequest } from '../mail/graphRequest.ts';
import type { MailMessage } from '../mail/message.ts';
import { attachmentBytes, inMegabytes } from '../mail/messageSize.ts';

type Unmarked = Omit<MailMessage, 'markerId'>;

/** Throws MESSAGE_TOO_LARGE with the size and the limit. */
export function checkSize(message: Unmarked, wire: WireKind): void {
  if (wire === 'graph') {
    fits(attachmentBytes(message.attachments), ATTACHMENT_BYTES_MAX, 'The attachments are', ' together');
    fitsGraph(message);
  } else {
    fits(mimeBytes(message), MIME_BYTES_MAX, 'The message is', ' with its attachments');
  }
}

/** As long as the mark it will get: the size is the one that will be on the wire. */
const MARKER_LIKE = '0'.repeat(36);

function fitsGraph(message: Unmarked): void {
  const bytes = graphBytes(graphRequest({ ...message, markerId: MARKER_LIKE }));
  const oversize = graphOversize(bytes);
  if (oversize !== undefined) throw tooLarge(oversize, bytes, GRAPH_REQUEST_BYTES_MAX);
}

function mimeBytes({ attachments, html, text = '' }: Unmarked): number {
  return attachmentBytes(attachments) + Buffer.byteLength(html, 'utf8') + Buffer.byteLength(text, 'utf8');
}

function fits(bytes: number, limit: number, what: string, how: string): void {
  if (bytes <= limit) return;
  const sentence =
    `${what} ${inMegabytes(bytes)}${how}; one message takes at most ${inMegabytes(limit)}. ` +
    'Make them smaller, or send a link to the file.';
  throw tooLarge(sentence, bytes, limit);
}

function tooLarge(sentence: string, bytes: number, limitBytes: number): AppError {
  return new AppError('MESSAGE_TOO_LARGE', sentence, { details: { bytes, limitBytes } });
}
