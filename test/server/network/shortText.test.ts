/** Answers of sign-in services are short; an endless one must not fill the server's memory. */
import { expect, test } from '@jest/globals';
import { networkFault } from '../../../server/network/networkFault.ts';
import { shortText } from '../../../server/network/shortText.ts';

test.each([
  ['a short one', 'Grüße', 'Grüße'],
  ['an empty one', null, ''],
])('%s is read', async (_what, body, text) => {
  expect(await shortText(new Response(body))).toBe(text);
});

test('one as long as allowed is read, one byte more is not', async () => {
  expect(await shortText(new Response('x'.repeat(10)), 10)).toHaveLength(10);
  await expect(shortText(new Response('x'.repeat(11)), 10)).rejects.toMatchObject({ code: 'ANSWER_TOO_LONG' });
});

test('an endless one is left, and its sender is told so', async () => {
  let sent = 0;
  let left = false;
  const endless = new ReadableStream({
    pull: (to) => {
      sent += 1;
      to.enqueue(new Uint8Array(1000));
    },
    cancel: () => {
      left = true;
    },
  });
  const failed = await shortText(new Response(endless), 5000).catch((error: unknown) => error);
  expect([left, sent < 20]).toEqual([true, true]);
  // The request was carried out all the same: its answer counts as lost.
  expect(networkFault(failed)).toEqual({ code: 'ANSWER_TOO_LONG', unwritten: false });
});
