/** How large a message is, before it is on any wire, and how that is said to a person. */
import type { MailAttachment } from './message.ts';

const MB = 1024 * 1024;

/** Bytes of the files themselves: base64 undone (RFC 4648 section 4), without decoding it. */
export function attachmentBytes(attachments: readonly Pick<MailAttachment, 'contentBytes'>[]): number {
  return attachments.reduce((sum, file) => sum + decodedBytes(file.contentBytes), 0);
}

function decodedBytes(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}

/** `3.2 MB`, rounded up: what is over a limit must not read as if it were at it. */
export function inMegabytes(bytes: number): string {
  return `${Math.ceil((bytes / MB) * 10) / 10} MB`;
}
