/**
 * The bodies of Graph's requests as bytes: JSON in UTF-8, exactly what JSON.stringify makes of graphRequest.ts. Files that go
 * to many people are encoded once and copied from then on, which is several times faster than to encode them for everybody.
 */
import { type GraphMessage, graphFile, graphMessage } from './graphRequest.ts';
import type { Credentials } from './mailTransport.ts';
import type { MailAttachment, MailMessage } from './message.ts';

type Sender = Pick<Credentials, 'address' | 'fromName'>;

/** In pieces, to be written one after the other. */
export interface GraphBodies {
  /** Of `POST /me/sendMail`. */
  sendMail: (message: MailMessage, as: Sender) => Buffer[];
  /** Of `POST /me/messages`: the message alone. */
  draft: (message: MailMessage, as: Sender) => Buffer[];
}

/** Keeps what it encoded as long as anybody holds the file itself; a file must not be changed after it was first sent. */
export function graphBodies(): GraphBodies {
  const encoded = new WeakMap<MailAttachment, { bytes: Buffer; after: string }>();
  // With what stands behind it, so that a file for everybody and the end of the body are one write.
  const fileOf = (file: MailAttachment, after: string): Buffer => {
    const known = encoded.get(file);
    if (known?.after === after) return known.bytes;
    const bytes = Buffer.from(`${JSON.stringify(graphFile(file))}${after}`, 'utf8');
    encoded.set(file, { bytes, after });
    return bytes;
  };
  const filesOf = ({ attachments }: MailMessage, end: string): Buffer[] =>
    attachments.map((file, index) => fileOf(file, index < attachments.length - 1 ? ',' : `]}${end}`));
  return {
    sendMail: (message, as) => joined('{"message":', graphMessage(message, as), filesOf(message, SAVED), SAVED),
    draft: (message, as) => joined('', graphMessage(message, as), filesOf(message, ''), ''),
  };
}

const SAVED = ',"saveToSentItems":true}';

/** Files are the last property of a message: they go in before its last brace, which they bring along with all that follows. */
function joined(before: string, message: GraphMessage, files: readonly Buffer[], end: string): Buffer[] {
  const json = JSON.stringify(message);
  if (files.length === 0) return [Buffer.from(`${before}${json}${end}`, 'utf8')];
  return inFewPieces([Buffer.from(`${before}${json.slice(0, -1)},"attachments":[`, 'utf8'), ...files]);
}

/** Up to here a copy costs less than a write of its own. */
const COPIED_MAX = 32 * 1024;

/** Large files stay as they are, and nothing of them is copied; what lies between them becomes one piece. */
function inFewPieces(parts: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = (): void => {
    const [only] = small;
    if (only) pieces.push(small.length === 1 ? only : Buffer.concat(small));
    small = [];
  };
  for (const part of parts) {
    if (part.length < COPIED_MAX) small.push(part);
    else {
      flush();
      pieces.push(part);
    }
  }
  flush();
  return pieces;
}
