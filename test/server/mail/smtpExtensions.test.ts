import { afterEach, describe, expect, test } from '@jest/globals';
import type { MailMessage } from '../../../server/mail/message.ts';
import type { ClosableTransport } from '../../../server/mail/smtpTransport.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anSmtpTransport } from '../../support/anSmtpTransport.ts';
import { anSmtpServer, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: 'Mia Example' };

let server: TestSmtpServer;
let transport: ClosableTransport;

async function start(setup: SmtpSetup = {}): Promise<void> {
  server = await anSmtpServer(setup);
  transport = anSmtpTransport(server);
}

afterEach(async () => {
  await transport.close();
  await server.close();
});

const send = (message: Partial<MailMessage> = {}) => transport.send(aMailMessage(message), AS);

describe('what a server does not offer', () => {
  const HIDDEN = { hideSMTPUTF8: true, hide8BITMIME: true, hidePIPELINING: true };

  test.each<[string, Partial<MailMessage>]>([
    ['a receiver', { to: ['jürgen@example.com'] }],
    ['a hidden receiver beside others', { bcc: ['jürgen@example.com'] }],
    ['another sender', { from: 'jürgen@example.com' }],
  ])('addresses outside of ASCII (%s): none of them leaves, and the next mail does', async (_what, message) => {
    await start({ options: HIDDEN });
    let asked = 0;
    server.answers.mail = undefined;
    server.answers.rcpt = () => void (asked += 1);
    expect(await send(message)).toMatchObject({ kind: 'rejected', code: 'INVALID_ADDRESS' });
    expect(asked).toBe(0);
    expect(await send()).toMatchObject({ kind: 'accepted' });
  });

  test('where it takes them, they arrive, also over a connection that is kept', async () => {
    await start();
    for (const to of ['jürgen@example.com', '用户@example.com'])
      expect(await send({ to: [to] })).toMatchObject({ kind: 'accepted' });
    expect(server.received.map(({ to }) => to)).toEqual([['jürgen@example.com'], ['用户@example.com']]);
    expect(server.connections()).toBe(1);
  });

  test('8-bit bodies: every byte of the mail is ASCII, and the text arrives', async () => {
    await start({ options: HIDDEN });
    await send({ subject: 'Grüße 漢字', html: '<p>Grüße 漢字 😀</p>', text: 'Grüße', to: ['"Jürgen, Dr." <j@müller.example>'] });
    const [received] = server.received;
    expect(received?.raw).toMatch(/^[\r\n\t -~]*$/);
    // The server undoes the ASCII form of the domain.
    expect(received?.to).toEqual(['j@müller.example']);
    expect([received?.mail.subject, received?.mail.html, received?.mail.text]).toEqual([
      'Grüße 漢字',
      '<p>Grüße 漢字 😀</p>',
      'Grüße',
    ]);
  });
});
