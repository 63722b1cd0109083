import { expect, test } from '@jest/globals';
import { startFault } from '../../server/startFault.ts';

const WANTED = { host: '10.9.9.9', ports: [3000, 3001], settings: { port: 'PORT (and SANDBOX_PORT)', host: 'HOST' } };
const failed = (facts: Record<string, unknown>) => startFault(Object.assign(new Error('raw'), facts), WANTED);

test.each([
  ['the port is taken', { code: 'EADDRINUSE', syscall: 'listen', port: 3001 }, /^port 3001 is already in use\. .*SANDBOX_PORT/],
  ['some port is taken', { code: 'EADDRINUSE', syscall: 'listen' }, /^port 3000 or 3001 is already in use/],
  ['the port is for root', { code: 'EACCES', syscall: 'listen', port: 443 }, /^this user may not open port 443\. .*above 1023/],
  ['a foreign address', { code: 'EADDRNOTAVAIL', syscall: 'listen' }, /^10\.9\.9\.9 is no address of this computer\. Set HOST/],
  ['a name nobody knows', { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: '10.9.9.9' }, /^10\.9\.9\.9 is no address/],
  ['no certificate in the file', { code: 'ERR_OSSL_PEM_NO_START_LINE' }, /TLS_CERT_FILE.*PEM.*key/],
])('%s: what happened and what to set', (_what, facts, sentence) => {
  expect(failed(facts)).toMatch(sentence);
});

test.each([
  ['a file that may not be opened', { code: 'EACCES', syscall: 'open' }],
  ['another name that is not known', { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: 'login.example.com' }],
  ['no code', {}],
])('%s is not its business', (_what, facts) => {
  expect(failed(facts)).toBeNull();
});

test('what is no error is not its business', () => {
  expect(startFault('text', WANTED)).toBeNull();
});
