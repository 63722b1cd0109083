/** The test mail: friendly, short, and the same on every wire. Pure. */
import type { MailMessage } from '../mail/message.ts';
import { escaped } from './pageFrame.ts';

export function testMessage(address: string, providerName: string): Omit<MailMessage, 'markerId'> {
  const lines = [
    'Hello,',
    `this is the test mail you asked for. It went out from ${address} through ${providerName} and came back to you, so everything works: you can send your letters from here.`,
    'You can delete this mail.',
    'Mergepost',
  ];
  return {
    to: [address],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: 'Mergepost test mail: it works',
    html: lines.map((line) => `<p>${escaped(line)}</p>`).join(''),
    text: lines.join('\n\n'),
    attachments: [],
    importance: 'normal',
  };
}
