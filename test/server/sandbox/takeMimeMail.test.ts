import { describe, expect, test } from '@jest/globals';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { takeMimeMail } from '../../../server/sandbox/takeMimeMail.ts';

const OWN = { address: 'anna@contoso.example', name: 'Anna Berger' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a MIME message becomes a mail', () => {
  test('as a mail library writes it', async () => {
    const source = await new MailComposer({
      from: 'Anna <anna@contoso.example>',
      to: ['Zoë Ångström <zoe@receivers.example>', "o'neill@receivers.example"],
      cc: 'cc@receivers.example',
      bcc: 'bcc@receivers.example',
      replyTo: 'reply@receivers.example',
      subject: 'Grüße aus Köln, und noch ein langer Betreff, der über mehrere Zeilen geht – wirklich',
      text: 'Liebe Zoë = plain',
      html: '<p>Liebe <b>Zoë</b> = html</p><img src="cid:logo@x">',
      headers: { Importance: 'high', 'List-Unsubscribe': '<https://x.example/u>' },
      attachments: [
        {
          filename: 'Übersicht – lang genug für eine Fortsetzung im Kopf der Datei.pdf',
          content: Buffer.from([0, 255, 128, 10]),
          contentType: 'application/pdf',
        },
        { filename: 'logo.png', content: Buffer.from('png'), cid: 'logo@x', contentDisposition: 'inline' },
      ],
    })
      .compile()
      .build();
    expect(takeMimeMail(source.toString('base64'), OWN)).toMatchObject({
      from: OWN,
      to: [
        { name: 'Zoë Ångström', address: 'zoe@receivers.example' },
        { name: '', address: "o'neill@receivers.example" },
      ],
      cc: [{ address: 'cc@receivers.example' }],
      replyTo: [{ address: 'reply@receivers.example' }],
      subject: 'Grüße aus Köln, und noch ein langer Betreff, der über mehrere Zeilen geht – wirklich',
      text: expect.stringContaining('Liebe Zoë = plain'),
      html: expect.stringContaining('<b>Zoë</b> = html'),
      importance: 'high',
      headers: expect.arrayContaining([{ name: 'List-Unsubscribe', value: '<https://x.example/u>' }]),
      attachments: [
        { name: 'logo.png', contentId: 'logo@x', isInline: true, size: 3 },
        {
          name: 'Übersicht – lang genug für eine Fortsetzung im Kopf der Datei.pdf',
          contentType: 'application/pdf',
          isInline: false,
          contentBytes: 'AP+ACg==',
        },
      ],
      format: 'mime',
    });
  });

  const cases: [string, string, object][] = [
    [
      'plain, without any MIME header',
      'To: a@b.example\nSubject: Hi\n\nLine one\nLine two',
      { subject: 'Hi', text: 'Line one\nLine two' },
    ],
    [
      'HTML only: the text is made from it',
      'To: a@b.example\r\nContent-Type: text/html\r\n\r\n<p>One</p><p>Two &amp; three</p>',
      { text: 'One\n\nTwo & three' },
    ],
    [
      'in Latin-1, quoted-printable',
      'To: a@b.example\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe=\r\n!',
      { text: 'Grüße!' },
    ],
    ['with raw UTF-8 in the subject', 'To: a@b.example\r\nSubject: Grüße\r\n\r\n', { subject: 'Grüße' }],
    [
      'with a subject in two encoded words',
      'To: a@b.example\r\nSubject: =?utf-8?Q?Gr=C3=BC?=\r\n =?utf-8?B?w59l?= du\r\n\r\n',
      { subject: 'Grüße du' },
    ],
    ['with a bcc line', 'To: a@b.example\r\nBcc: c@d.example\r\n\r\n', { bcc: [{ address: 'c@d.example' }] }],
    [
      'with a group of receivers',
      'To: Team: a@b.example, "C, D" <c@d.example>;\r\n\r\n',
      { to: [{ address: 'a@b.example' }, { name: 'C, D', address: 'c@d.example' }] },
    ],
  ];
  test.each(cases)('%s', (_name, source, expected) => {
    expect(takeMimeMail(base64(source), OWN)).toMatchObject(expected);
  });

  test('keeps its source to the letter', () => {
    const source = 'To: a@b.example\r\nSubject: x\r\n\r\nÜ';
    expect(takeMimeMail(base64(source), OWN)).toMatchObject({ source });
  });
});

test('base64 folded into lines is fine, anything else is not', () => {
  const whole = base64('To: a@b.example\r\n\r\nHi there, this is long enough to be folded');
  expect(takeMimeMail(whole.replace(/(.{20})/g, '$1\r\n'), OWN)).toMatchObject({ to: [{ address: 'a@b.example' }] });
  expect(takeMimeMail('To: a@b.example', OWN)).toMatchObject({ status: 400, code: 'ErrorMimeContentInvalidBase64String' });
});
