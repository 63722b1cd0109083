import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { graphBodies } from '../../../server/mail/graphBody.ts';
import { graphDraft, graphRequest } from '../../../server/mail/graphRequest.ts';
import type { MailAttachment, MailMessage } from '../../../server/mail/message.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';

const AS = { address: 'me@example.com', fromName: 'Zoë “Z” \\ Ünal' };
const text = fc.string({ unit: 'binary', maxLength: 200 });
const file: fc.Arbitrary<MailAttachment> = fc
  .record({
    name: text,
    contentType: text,
    bytes: fc.uint8Array({ maxLength: 300 }),
    contentId: fc.option(text, { nil: undefined }),
  })
  .map(({ bytes, contentId, ...rest }) => ({
    ...rest,
    contentBytes: Buffer.from(bytes).toString('base64'),
    ...(contentId !== undefined && { contentId }),
  }));
const message: fc.Arbitrary<MailMessage> = fc
  .record({
    subject: text,
    html: text,
    markerId: text,
    to: fc.array(text, { maxLength: 3 }),
    cc: fc.array(text, { maxLength: 2 }),
    attachments: fc.array(file, { maxLength: 3 }),
  })
  .map(aMailMessage);

describe('the bytes are those of JSON.stringify', () => {
  test('of a message to be sent, and of a draft, whatever it holds', () => {
    const bodies = graphBodies();
    fc.assert(
      fc.property(message, (mail) => {
        expect(textOf(bodies.sendMail(mail, AS))).toBe(wellFormed(JSON.stringify(graphRequest(mail, AS).body)));
        expect(textOf(bodies.draft(mail, AS))).toBe(wellFormed(JSON.stringify(graphDraft(mail, AS))));
      }),
      { numRuns: 300 },
    );
  });

  test('also where the same files go along again, and in another order', () => {
    const bodies = graphBodies();
    fc.assert(
      fc.property(message, fc.uniqueArray(file, { minLength: 2, maxLength: 4 }), (mail, files) => {
        for (const attachments of [files, files.toReversed(), files.slice(1)]) {
          const one = { ...mail, attachments };
          expect(textOf(bodies.sendMail(one, AS))).toBe(wellFormed(JSON.stringify(graphRequest(one, AS).body)));
        }
      }),
      { numRuns: 50 },
    );
  });
});

test('large files are no part of any copy, and the end of the body is one piece with the last', () => {
  const bodies = graphBodies();
  const large = (name: string) => ({ name, contentType: 'application/pdf', contentBytes: 'QUJD'.repeat(20_000) });
  const small = { name: 'logo.png', contentType: 'image/png', contentBytes: 'QUJD' };
  const mail = aMailMessage({ attachments: [large('a'), small, large('b')] });
  const [first, again] = [bodies.sendMail(mail, AS), bodies.sendMail(mail, AS)];
  expect(first.map((piece) => piece.length > 50_000)).toEqual([false, true, false, true]);
  expect([again[1], again[3]].map((piece, at) => piece === first[at === 0 ? 1 : 3])).toEqual([true, true]);
  expect(textOf(first)).toBe(JSON.stringify(graphRequest(mail, AS).body));
});

test('one file in drafts and in mails, alone and before another', () => {
  const bodies = graphBodies();
  const file = (name: string) => ({ name, contentType: 'application/pdf', contentBytes: 'QUJD'.repeat(20_000) });
  const [one, two] = [file('a'), file('b')];
  for (const attachments of [[one], [one, two], [two, one], [one]]) {
    const mail = aMailMessage({ attachments });
    expect(textOf(bodies.draft(mail, AS))).toBe(JSON.stringify(graphDraft(mail, AS)));
    expect(textOf(bodies.sendMail(mail, AS))).toBe(JSON.stringify(graphRequest(mail, AS).body));
  }
});

test('a file is encoded once', () => {
  let reads = 0;
  const counted: MailAttachment = {
    name: 'a.pdf',
    contentType: 'application/pdf',
    get contentBytes() {
      reads += 1;
      return 'aGVsbG8=';
    },
  };
  const bodies = graphBodies();
  for (const markerId of ['a', 'b', 'c']) bodies.sendMail(aMailMessage({ markerId, attachments: [counted] }), AS);
  expect(reads).toBe(1);
});

function textOf(pieces: readonly Buffer[]): string {
  return Buffer.concat(pieces).toString('utf8');
}

/** What UTF-8 makes of it: JSON.stringify writes halves of surrogate pairs as escapes already, so nothing is lost. */
function wellFormed(json: string): string {
  return Buffer.from(json, 'utf8').toString('utf8');
}
