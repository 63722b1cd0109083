import { describe, expect, test } from '@jest/globals';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { MailMessage } from '../../../server/mail/message.ts';
import { mimeMessage } from '../../../server/mail/mimeMessage.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';

const AS = { address: 'me@example.com', fromName: null as string | null };
const NOW = Date.parse('2026-11-20T18:00:00Z');
const PNG = Buffer.from('not really a picture').toString('base64');

const made = (change: Partial<MailMessage> = {}, as: Partial<typeof AS> = {}, keepBcc = false) =>
  mimeMessage(aMailMessage(change), { ...AS, ...as }, { date: NOW, keepBcc });

async function parsed(change: Partial<MailMessage> = {}, as: Partial<typeof AS> = {}): Promise<ParsedMail> {
  return simpleParser((await made(change, as)).bytes);
}

const texts = (list: AddressObject | AddressObject[] | undefined) => [list ?? []].flat().map((one) => one.text);

describe('headers', () => {
  test('everybody, the subject, the marks and the date', async () => {
    const mail = await parsed({
      to: ['Núñez, Ana <ana@example.com>', 'ben@example.com'].map((t) => t.replace('Núñez, Ana', '"Núñez, Ana"')),
      cc: ['eva@example.com'],
      replyTo: ['Answers <answers@example.com>'],
      subject: 'Grüße aus Łódź — 20 %',
      trackingId: 'row-7',
    });
    expect(texts(mail.to)).toEqual(['"Núñez, Ana" <ana@example.com>, ben@example.com']);
    expect([texts(mail.cc), texts(mail.replyTo)]).toEqual([['eva@example.com'], ['"Answers" <answers@example.com>']]);
    expect(mail.subject).toBe('Grüße aus Łódź — 20 %');
    expect(mail.messageId).toBe('<outbox-1@example.com>');
    expect(mail.date?.toISOString()).toBe('2026-11-20T18:00:00.000Z');
    expect([mail.headers.get('x-mergepost-id'), mail.headers.get('x-tracking-id')]).toEqual(['outbox-1', 'row-7']);
  });

  test.each([
    [{}, {}, 'me@example.com'],
    [{}, { fromName: 'Mia Müller' }, '"Mia Müller" <me@example.com>'],
    [{ from: 'boss@example.com' }, { fromName: 'Mia' }, 'boss@example.com'],
    [{ from: 'The Boss <boss@example.com>' }, {}, '"The Boss" <boss@example.com>'],
    [{ from: 'ME@example.com' }, { fromName: 'Mia' }, '"Mia" <me@example.com>'],
  ])('from %o as %o: %s', async (change, as, from) => {
    expect((await parsed(change, as)).from?.text).toBe(from);
  });

  /** RFC 2047: what looks like an encoded word would be decoded where it is read, line breaks included. */
  test.each([
    '=?utf-8?Q?hid=0D=0ABcc:_ben@example.com?=',
    'Offer =?utf-8?B?ZXZpbA==?= for you',
    'a =? b',
    'Grüße =?utf-8?B?ZXZpbA==?=',
    'x'.repeat(1500),
    `${'漢字'.repeat(300)} end`,
  ])('a subject is read as it was written: %s', async (subject) => {
    expect((await parsed({ subject })).subject).toBe(subject);
    const lines = (await made({ subject })).bytes.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(78);
  });

  test('a name that looks encoded is not decoded where it is read', async () => {
    const name = '=?utf-8?B?ZXZpbA==?=';
    const file = { name: `${name}.pdf`, contentType: 'application/pdf', contentBytes: PNG };
    const { to, from, attachments } = await parsed(
      { to: [`"${name}" <ana@example.com>`], attachments: [file] },
      { fromName: name },
    );
    expect([texts(to), from?.text, attachments[0]?.filename].join(' ')).not.toContain('evil');
  });

  test('the sender of the envelope is the sender that is shown, and the id is of its domain', async () => {
    const { envelope, messageId } = await made({ from: 'boss@other.example' });
    expect([envelope.from, messageId]).toEqual(['boss@other.example', '<outbox-1@other.example>']);
  });

  test.each([
    ['high', 'high', '1 (Highest)'],
    ['low', 'low', '5 (Lowest)'],
    ['normal', undefined, undefined],
  ] as const)('importance %s', async (importance, header, priority) => {
    const text = (await made({ importance })).bytes.toString();
    expect([/^Importance: (.*)\r$/m.exec(text)?.[1], /^X-Priority: (.*)\r$/m.exec(text)?.[1]]).toEqual([header, priority]);
  });

  test('domains of every script travel in ASCII', async () => {
    const { envelope, messageId } = await made({ to: ['ana@müller.example'], from: 'ich@straße.example' });
    expect([envelope.from, envelope.to, messageId]).toEqual([
      'ich@xn--strae-oqa.example',
      ['ana@xn--mller-kva.example'],
      '<outbox-1@xn--strae-oqa.example>',
    ]);
  });
});

describe('Bcc', () => {
  const bcc = ['Ben <ben@example.com>', 'ana@example.com'];

  test('stands in the envelope only, and nobody twice', async () => {
    const { bytes, envelope } = await made({ bcc });
    expect(envelope.to).toEqual(['ana@example.com', 'ben@example.com']);
    expect(bytes.toString()).not.toMatch(/bcc|ben@/i);
  });

  test('stands in the headers where the wire reads them', async () => {
    expect((await made({ bcc }, {}, true)).bytes.toString()).toMatch(/^Bcc: Ben <ben@example\.com>/m);
  });
});

describe('nothing breaks out of a header', () => {
  const EVIL = 'x\r\nBcc: evil@example.com\r\n\r\nevil body';

  test.each<[string, Partial<MailMessage>, { fromName?: string }]>([
    ['the subject', { subject: EVIL }, {}],
    ['the marks', { markerId: EVIL, trackingId: EVIL }, {}],
    ['a receiver', { to: [`${EVIL} <ana@example.com>`] }, {}],
    ['the sender’s name', {}, { fromName: EVIL }],
    ['another sender', { from: `${EVIL} <boss@example.com>` }, {}],
    ['a file name', { attachments: [{ name: EVIL, contentType: 'text/plain', contentBytes: PNG }] }, {}],
    ['a file type', { attachments: [{ name: 'a.txt', contentType: `text/plain\r\n${EVIL}`, contentBytes: PNG }] }, {}],
    ['a content id', { attachments: [{ name: 'a.png', contentType: 'image/png', contentBytes: PNG, contentId: EVIL }] }, {}],
  ])('%s', async (_what, change, as) => {
    const { bytes, envelope } = await made(change, as);
    expect(bytes.toString()).not.toMatch(/^bcc:/im);
    expect(envelope.to).not.toContain('evil@example.com');
    const mail = await simpleParser(bytes);
    expect(mail.html).toBe('<p>Dear Ana</p>');
  });
});

describe('bodies and files', () => {
  test('text and HTML side by side, in every script', async () => {
    const mail = await parsed({ html: '<p>Liebe Ána 🎉</p>', text: 'Liebe Ána 🎉' });
    expect([mail.html, mail.text]).toEqual(['<p>Liebe Ána 🎉</p>', 'Liebe Ána 🎉']);
  });

  test('HTML alone where there is no text', async () => {
    const { text: _, ...rest } = aMailMessage();
    const { bytes } = await mimeMessage(rest, AS, { date: NOW, keepBcc: false });
    expect(bytes.toString()).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
  });

  test('a file arrives byte for byte, under its name', async () => {
    const content = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i % 256));
    const mail = await parsed({
      attachments: [{ name: 'Übersicht 2026.pdf', contentType: 'application/pdf', contentBytes: content.toString('base64') }],
    });
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]).toMatchObject({
      filename: 'Übersicht 2026.pdf',
      contentType: 'application/pdf',
      contentDisposition: 'attachment',
    });
    expect(mail.attachments[0]?.content.equals(content)).toBe(true);
  });

  test.each([
    'a "b" \\ c.pdf',
    '../up/and\\down.txt',
    "a;b=c%41'*.txt",
    '.',
    'no ending',
    '漢字'.repeat(80) + '.pdf',
    `${'x'.repeat(300)}.pdf`,
    '😀 Übersicht „neu“.xlsx',
    'exe.\u202Efdp',
  ])('a file named %s keeps its name', async (name) => {
    const mail = await parsed({ attachments: [{ name, contentType: 'application/pdf', contentBytes: PNG }] });
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([name]);
  });

  test('an empty file, and a mail without words', async () => {
    const empty = { name: 'empty.txt', contentType: 'text/plain', contentBytes: '' };
    const mail = await parsed({ html: '', text: '', subject: '', attachments: [empty] });
    expect(mail.attachments.map(({ filename, size }) => [filename, size])).toEqual([['empty.txt', 0]]);
  });

  test('a picture is shown where the HTML says so', async () => {
    const { bytes } = await made({
      html: '<img src="cid:pic-1">',
      attachments: [
        { name: 'p.png', contentType: 'image/png', contentBytes: PNG, contentId: 'pic-1' },
        { name: 'a.pdf', contentType: 'application/pdf', contentBytes: PNG },
      ],
    });
    const mail = await simpleParser(bytes, { skipImageLinks: true });
    expect(mail.html).toBe('<img src="cid:pic-1">');
    expect(mail.attachments.map((a) => [a.cid, a.related, a.contentDisposition])).toEqual([
      ['pic-1', true, 'inline'],
      [undefined, undefined, 'attachment'],
    ]);
    expect(bytes.toString()).toMatch(/multipart\/mixed[\s\S]*multipart\/alternative[\s\S]*multipart\/related/);
  });

  test.each(['multipart/mixed; boundary=x', 'message/rfc822', 'nonsense', ''])(
    'a file that says it were %o is a plain file',
    async (contentType) => {
      const mail = await parsed({ attachments: [{ name: 'a.bin', contentType, contentBytes: PNG }] });
      expect(mail.attachments.map((a) => [a.contentType, a.content.toString('base64')])).toEqual([
        ['application/octet-stream', PNG],
      ]);
    },
  );

  test('every line ends as the wires want it, and none is too long for them', async () => {
    const { bytes } = await made({ html: `<p>${'ä'.repeat(5000)}</p>\n<p>b</p>`, text: `${'b'.repeat(5000)}\nc` });
    const text = bytes.toString('latin1');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});

describe('line ends', () => {
  // Servers that take a lone CR or LF for a line end would see “.” alone on a line, and take what follows for commands.
  const SMUGGLED = 'a\r.\rMAIL FROM:<x@example.com>\n.\nb\r\n.\r\nc\r\r\nd';

  test.each([
    ['the text', { text: SMUGGLED }],
    ['the letter', { html: SMUGGLED }],
    ['both', { text: `ü${SMUGGLED}`, html: `ü${SMUGGLED}` }],
  ])('of %s are whole on the wire, whatever was given', async (_what, change) => {
    expect((await made(change)).bytes.toString('latin1')).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
  });
});
