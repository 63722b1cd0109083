/** Where tokens may go. */
import { expect, test } from '@jest/globals';
import { serverAddress } from '../../../server/cli/serverCall.ts';

test.each([
  ['https://mail.example.com', 't', { ok: true, server: { url: 'https://mail.example.com', token: 't' } }],
  ['http://localhost:3000/x', 't', { ok: true, server: { url: 'http://localhost:3000', token: 't' } }],
  ['http://mail.example.com', 't', { ok: false, line: expect.stringContaining('not https') }],
  ['mail', 't', { ok: false, line: expect.stringContaining('address of the server') }],
  ['https://mail.example.com', undefined, { ok: false, line: expect.stringContaining('MERGEPOST_TOKEN') }],
])('tokens for %s', (url, token, expected) => {
  expect(serverAddress(url, token)).toEqual(expected);
});
