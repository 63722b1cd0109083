/** A small valid message; tests change what they are about. */
import type { MailMessage } from '../../server/mail/message.ts';

export function aMailMessage(change: Partial<MailMessage> = {}): MailMessage {
  return {
    to: ['ana@example.com'],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Your invitation',
    html: '<p>Dear Ana</p>',
    text: 'Dear Ana',
    attachments: [],
    importance: 'normal',
    markerId: 'outbox-1',
    ...change,
  };
}
