/**
 * A rendered message as an .eml file: multipart/alternative of plain text and HTML, the HTML with its pictures as
 * multipart/related (RFC 2046, 2387). There is no sender yet, so it is marked as a draft (`X-Unsent`), which mail programs open to be sent.
 */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { RenderedMessage } from '../merge/renderMessage.ts';

export function emlFile(message: RenderedMessage, date: Date): Promise<Buffer> {
  const mark = createHash('sha256')
    .update(`${message.row}\n${message.to}\n${message.subject}\n${message.html}`)
    .digest('hex')
    .slice(0, 24);
  const composer = new MailComposer({
    ...(message.to === null ? {} : { to: { name: '', address: message.to } }),
    subject: message.subject,
    text: message.text,
    html: message.html,
    date,
    messageId: `<${mark}@mergepost.invalid>`,
    baseBoundary: mark,
    headers: { 'X-Unsent': '1' },
    attachments: message.images.map((image) => ({
      cid: image.contentId,
      filename: image.name,
      contentType: image.contentType,
      contentDisposition: 'inline' as const,
      content: Buffer.from(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength),
    })),
    // Nothing in a letter may make this machine read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
