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
        expect(bodies.sendMail(mail, AS).toString('utf8')).toBe(wellFormed(JSON.stringify(graphRequest(mail, AS).body)));
        expect(bodies.draft(mail, AS).toString('utf8')).toBe(wellFormed(JSON.stringify(graphDraft(mail, AS))));
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
          expect(bodies.sendMail(one, AS).toString('utf8')).toBe(wellFormed(JSON.stringify(graphRequest(one, AS).body)));
        }
      }),
      { numRuns: 50 },
    );
  });
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

/** What UTF-8 makes of it: JSON.stringify writes halves of surrogate pairs as escapes already, so nothing is lost. */
function wellFormed(json: string): string {
  return Buffer.from(json, 'utf8').toString('utf8');
}
