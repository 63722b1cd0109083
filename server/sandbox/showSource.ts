import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { SandboxAddress, SandboxMail } from './mailbox.ts';

/**
 * The message as MIME text, as it would leave: a MIME mail as it came in, a JSON mail put together here. Bcc is left out,
 * as no receiver sees it.
 */
export async function showSource(mail: SandboxMail): Promise<string> {
  if (mail.source !== undefined) return mail.source;
  const composer = new MailComposer({
    from: plain(mail.from),
    to: mail.to.map(plain),
    cc: mail.cc.map(plain),
    replyTo: mail.replyTo.map(plain),
    subject: mail.subject,
    date: new Date(mail.receivedAt),
    messageId: `<${mail.id}@sandbox.invalid>`,
    headers: [...importance(mail), ...mail.headers].map(({ name, value }) => ({ key: name, value })),
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    attachments: mail.attachments.map((each) => ({
      filename: each.name,
      contentType: each.contentType,
      content: Buffer.from(each.contentBytes, 'base64'),
      contentDisposition: each.isInline ? 'inline' : 'attachment',
      ...(each.contentId === undefined ? {} : { cid: each.contentId }),
    })),
  });
  return (await composer.compile().build()).toString('utf8');
}

const importance = (mail: SandboxMail) => (mail.importance === 'normal' ? [] : [{ name: 'Importance', value: mail.importance }]);

const plain = ({ name, address }: SandboxAddress) => ({ name, address });
