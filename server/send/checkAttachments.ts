/** Attachments as they come over the API: real base64, and a content type that is one. */
import type { Attachment } from '../../shared/api/send.ts';
import { AppError } from '../http/appError.ts';
import { foldLine } from '../mail/foldLine.ts';

export interface BadAttachment {
  index: number;
  name: string;
  problem: string;
}

/** `type/subtype`, optionally with parameters, in the characters RFC 9110 section 5.6.2 and 8.3.1 allow; no line breaks. */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const CONTENT_TYPE = new RegExp(`^${TOKEN}/${TOKEN}(?: *; *${TOKEN}=(?:${TOKEN}|"[^"\\\\\\p{Cc}]*"))*$`, 'u');
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export function checkAttachments(attachments: readonly Attachment[]): void {
  const bad: BadAttachment[] = attachments.flatMap((file, index) => {
    const problem = problemOf(file);
    return problem === undefined ? [] : [{ index, name: foldLine(file.name), problem }];
  });
  if (bad.length > 0) {
    const named = bad.map((one) => `“${one.name}” ${one.problem}`).join('; ');
    throw new AppError('ATTACHMENT_INVALID', `An attachment cannot be used: ${named}. Nothing was sent.`, { details: bad });
  }
}

function problemOf(file: Attachment): string | undefined {
  if (file.name.trim() === '' || UNSEEN.test(file.name)) return 'has a file name that is empty or holds a line break';
  if (!CONTENT_TYPE.test(file.contentType))
    return `has no content type such as application/pdf (“${foldLine(file.contentType)}”)`;
  if (file.contentBytes === '') return 'is empty';
  if (file.contentBytes.startsWith('data:')) return 'begins with “data:…”; give only the base64 after the comma';
  return isBase64(file.contentBytes) ? undefined : 'is not valid base64 (RFC 4648, with padding and without line breaks)';
}

/** Buffer.from forgives everything; only what it writes back the same was base64. */
function isBase64(text: string): boolean {
  return (
    text.length % 4 === 0 && BASE64.test(text) && Buffer.from(text.slice(-4), 'base64').toString('base64') === text.slice(-4)
  );
}
