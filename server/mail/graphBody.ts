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
  const encoded = new WeakMap<MailAttachment, Buffer>();
  const fileOf = (file: MailAttachment): Buffer => {
    const known = encoded.get(file);
    if (known) return known;
    const made = Buffer.from(JSON.stringify(graphFile(file)), 'utf8');
    encoded.set(file, made);
    return made;
  };
  return {
    sendMail: (message, as) =>
      joined('{"message":', graphMessage(message, as), message.attachments.map(fileOf), ',"saveToSentItems":true}'),
    draft: (message, as) => joined('', graphMessage(message, as), message.attachments.map(fileOf), ''),
  };
}

/** Files are the last property of a message: they go in before its last brace. */
function joined(before: string, message: GraphMessage, files: readonly Buffer[], after: string): Buffer[] {
  const json = JSON.stringify(message);
  if (files.length === 0) return [Buffer.from(`${before}${json}${after}`, 'utf8')];
  const parts: Buffer[] = [Buffer.from(`${before}${json.slice(0, -1)},"attachments":[`, 'utf8')];
  for (const [index, file] of files.entries()) {
    if (index > 0) parts.push(COMMA);
    parts.push(file);
  }
  parts.push(Buffer.from(`]}${after}`, 'utf8'));
  return inFewPieces(parts);
}

const COMMA = Buffer.from(',');
/** Up to here a copy costs less than a write of its own. */
const COPIED_MAX = 32 * 1024;

/** Large files stay as they are, and nothing of them is copied; what lies between them becomes one piece. */
function inFewPieces(parts: readonly Buffer[]): Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = (): void => {
    if (small.length > 0) pieces.push(Buffer.concat(small));
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
