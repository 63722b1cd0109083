import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type ParsedMail, simpleParser } from 'mailparser';
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer';
import type { MailAttachment } from '../../../server/mail/message.ts';
import { writeMime } from '../../../server/mail/writeMime.ts';

/** The same mail twice: as the composer writes it, and as we do with placeholders for its files. */
async function bothWays(mail: MailComposerOptions, files: MailAttachment[]): Promise<{ theirs: Buffer; ours: Buffer }> {
  const about = (file: MailAttachment) => ({
    filename: file.name,
    contentType: file.contentType,
    ...(file.contentId !== undefined && { cid: file.contentId, contentDisposition: 'inline' as const }),
  });
  const fixed = { newline: 'win', date: new Date(0), messageId: '<1@example.com>', baseBoundary: 'same' };
  const whole = files.map((file) => ({ ...about(file), content: file.contentBytes, encoding: 'base64' as const }));
  const theirs = await new MailComposer({ ...fixed, ...mail, attachments: whole }).compile().build();
  const placeholders = new Map<unknown, MailAttachment>();
  const stand = files.map((file) => {
    const content = Buffer.from('here');
    placeholders.set(content, file);
    return { ...about(file), content, contentTransferEncoding: 'base64' as const };
  });
  const ours = writeMime(new MailComposer({ ...fixed, ...mail, attachments: stand }).compile(), placeholders);
  return { theirs, ours };
}

function meaning({ headerLines, text, html, attachments }: ParsedMail) {
  return {
    headers: headerLines,
    text,
    html,
    files: attachments.map(({ filename, contentType, contentDisposition, cid, content }) => ({
      filename,
      contentType,
      contentDisposition,
      cid,
      content: content.toString('base64'),
    })),
  };
}

const FILE: MailAttachment = {
  name: 'a.bin',
  contentType: 'application/octet-stream',
  contentBytes: Buffer.alloc(200, 7).toString('base64'),
};
const PICTURE: MailAttachment = { name: 'p.png', contentType: 'image/png', contentBytes: 'iVBORw0KGgo=', contentId: 'p@1' };
const from = { name: '', address: 'me@example.com' };

describe('a mail as bytes', () => {
  test.each<[string, MailComposerOptions, MailAttachment[]]>([
    ['HTML alone, short lines', { html: '<p>hello</p>' }, []],
    ['HTML and text', { html: '<p>hello</p>', text: 'hello' }, []],
    ['long lines', { html: `<p>${'word '.repeat(400)}</p>`, text: 'x'.repeat(3000) }, []],
    ['another script', { html: '<p>漢字かな交じり文</p>', text: '漢字かな交じり文'.repeat(30) }, []],
    ['blanks and dots at the ends of lines', { html: '<p>a  \n.\n..b\t\n</p>', text: '.\n.\nFrom me \n' }, []],
    ['a file', { html: '<p>hello</p>', text: 'hello' }, [FILE]],
    ['a picture in the text, and a file', { html: '<img src="cid:p@1">', text: 'hello' }, [PICTURE, FILE]],
    [
      'a text file and an empty one',
      { html: '<p>hello</p>' },
      [
        { ...FILE, name: 'n.txt', contentType: 'text/plain' },
        { ...FILE, contentBytes: '' },
      ],
    ],
    ['a name that is not plain', { html: '<p>hello</p>' }, [{ ...FILE, name: 'Übersicht „neu“; a=b.pdf' }]],
    ['nothing but a file', { html: '' }, [FILE]],
    ['nothing', { html: '', text: '' }, []],
  ])('%s: read as what the composer would have written', async (_, mail, files) => {
    const { theirs, ours } = await bothWays({ from, to: 'you@example.com', subject: 'Grüße', ...mail }, files);
    expect(meaning(await simpleParser(ours))).toEqual(meaning(await simpleParser(theirs)));
  });

  test('any text at all', async () => {
    const piece = fc.oneof(
      fc.constantFrom('\n', ' ', '.', '=', '--same', '\u00e4', '\u6f22\u5b57', '\u{1f4e7}', '<b>'),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ maxLength: 120 }),
    );
    const text = fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join('').replaceAll('\r', '').toWellFormed());
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), async (html, plain, withFile) => {
        const { theirs, ours } = await bothWays({ from, to: 'you@example.com', html, text: plain }, withFile ? [FILE] : []);
        expect(meaning(await simpleParser(ours))).toEqual(meaning(await simpleParser(theirs)));
      }),
      { numRuns: 100 },
    );
  });

  test('has CRLF at the end of every line, and at its own', async () => {
    const { ours } = await bothWays({ from, to: 'you@example.com', html: '<p>a\nb</p>', text: 'c\nd ü\n' }, [FILE]);
    expect(ours.toString('latin1')).not.toMatch(/[^\r]\n|\r[^\n]/);
    expect(ours.subarray(-2).toString()).toBe('\r\n');
  });

  test('a file that goes to many is encoded once', async () => {
    let reads = 0;
    const file: MailAttachment = {
      ...FILE,
      get contentBytes() {
        reads += 1;
        return FILE.contentBytes;
      },
    };
    const placeholder = Buffer.from('here');
    const mail = { from, to: 'you@example.com', html: '<p>a</p>', attachments: [{ filename: 'a', content: placeholder }] };
    for (let time = 0; time < 3; time += 1) writeMime(new MailComposer(mail).compile(), new Map([[placeholder, file]]));
    expect(reads).toBe(1);
  });
});
