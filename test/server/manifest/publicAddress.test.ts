import { expect, test } from '@jest/globals';
import { publicAddress } from '../../../server/manifest/publicAddress.ts';

test.each([
  ['https://mail.example.com', 'https://mail.example.com'],
  ['https://mail.example.com/', 'https://mail.example.com'],
  ['https://Mail.Example.com:8443', 'https://mail.example.com:8443'],
  ['https://localhost:3000', 'https://localhost:3000'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
])('%s is an address for Office', (text, url) => {
  expect(publicAddress(text)).toEqual({ ok: true, url });
});

test.each([
  ['http://mail.example.com', /over https only.*then give https:\/\/mail\.example\.com\.$/],
  ['ftp://mail.example.com', /over https only/],
  ['mail.example.com', /probably https:\/\/mail\.example\.com\.$/],
  ['', /such as https:\/\/mail\.example\.com\.$/],
  ['https://', /not a whole address/],
  ['https://mail.example.com/mergepost', /root of its host\. Give https:\/\/mail\.example\.com\.$/],
  ['https://mail.example.com/?a=b', /root of its host/],
  ['https://mail.example.com/#a', /root of its host/],
  ['https://anna:secret@mail.example.com', /name or a password/],
  ['https://*.example.com', /one host/],
])('“%s” is none, and the sentence says what to give', (text, sentence) => {
  const read = publicAddress(text);
  expect(read.ok ? '' : read.problem).toMatch(sentence);
});
