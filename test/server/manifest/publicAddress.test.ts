import { expect, test } from '@jest/globals';
import { publicAddress } from '../../../server/manifest/publicAddress.ts';

test.each([
  ['https://mail.example.com', 'https://mail.example.com'],
  ['https://mail.example.com/', 'https://mail.example.com'],
  ['https://Mail.Example.com:8443', 'https://mail.example.com:8443'],
  ['https://localhost:3000', 'https://localhost:3000'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  [' https://mail.example.com\n', 'https://mail.example.com'],
  ['HTTPS://MAIL.EXAMPLE.COM:443/', 'https://mail.example.com'],
  ['https://[::1]:8443', 'https://[::1]:8443'],
  ['https://10.0.0.5', 'https://10.0.0.5'],
  ['https://post_office', 'https://post_office'],
])('%s is an address for Office', (text, url) => {
  expect(publicAddress(text)).toEqual({ ok: true, url });
});

test.each([
  ['http://mail.example.com', /over https only.*then give https:\/\/mail\.example\.com\.$/],
  ['ftp://mail.example.com', /over https only/],
  ['mail.example.com', /probably https:\/\/mail\.example\.com\.$/],
  ['', /such as https:\/\/mail\.example\.com\.$/],
  ['https://', /such as https:\/\/mail\.example\.com\.$/],
  ['mail.example.com/post', /probably https:\/\/mail\.example\.com\.$/],
  ['localhost:3000', /probably https:\/\/localhost:3000\.$/],
  ['https:mail.example.com', /probably https:\/\/mail\.example\.com\.$/],
  ['https:/mail.example.com', /probably https:\/\/mail\.example\.com\.$/],
  ['javascript:alert(1)', /such as https:\/\/mail\.example\.com\.$/],
  ['file:///etc/hosts', /over https only.*such as https:\/\/mail\.example\.com\.$/],
  ['http://mail.example.com:8080/post', /then give https:\/\/mail\.example\.com\.$/],
  ['https://mail.example.com:99999', /not a whole address/],
  ['https://mail.example.com:0', /port 0/],
  ['https://mail.example.com.', /dot at its end.*Give https:\/\/mail\.example\.com\.$/],
  ['https://a&b.example', /“&”.*such as https:\/\/mail\.example\.com\.$/],
  ['https://a"b.example', /“"”/],
  ["https://a'b.example", /“'”/],
  [`https://${'a'.repeat(64)}.example`, /longer than a name can be/],
  [`https://${'abc.'.repeat(64)}example`, /longer than a name can be/],
  ['https://mail.example.com/mergepost', /root of its host\. Give https:\/\/mail\.example\.com\.$/],
  ['https://mail.example.com/?a=b', /root of its host/],
  ['https://mail.example.com/#a', /root of its host/],
  ['https://anna:secret@mail.example.com:8443', /name or a password.*Give https:\/\/mail\.example\.com:8443\.$/],
  ['https://*.example.com', /one host/],
])('“%s” is none, and the sentence says what to give', (text, sentence) => {
  const read = publicAddress(text);
  expect(read.ok ? '' : read.problem).toMatch(sentence);
});

test('a password in the address is not repeated', () => {
  const read = publicAddress('https://anna:secret@mail.example.com');
  expect(JSON.stringify(read)).not.toContain('secret');
});
