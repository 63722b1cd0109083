import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../shared/help/explain.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const codes = (text: string) => explain(text).map(({ source, code }) => `${source} ${code}`);

describe('what is found in a text', () => {
  test.each<[string, string, string[]]>([
    ['a number with its letters', 'AADSTS65001', ['entra AADSTS65001']],
    ['in small letters, with blanks around', '  aadsts65001 ', ['entra AADSTS65001']],
    ['a number alone', '65001', ['entra AADSTS65001']],
    [
      "Entra's whole description, without the words that only repeat it",
      'AADSTS7000215: Invalid client secret provided. Trace ID: 12006a5c-1b3c-4e0e-9c5e-2f6a5d4c3b2a Timestamp: 2026-11-20 20:00:00Z',
      ['entra AADSTS7000215'],
    ],
    [
      'the body of a token answer: the number before the word',
      '{"error":"invalid_grant","error_codes":[700082],"suberror":"token_expired"}',
      ['entra AADSTS700082', 'entra token_expired', 'oauth invalid_grant'],
    ],
    ['the look-up page', 'https://login.microsoftonline.com/error?code=90094', ['entra AADSTS90094']],
    ["Graph's code", 'ErrorSendAsDenied', ['graph ErrorSendAsDenied']],
    ["Graph's body", '{"error":{"code":"ErrorQuotaExceeded","message":"Full."}}', ['graph ErrorQuotaExceeded']],
    ['a code of a report', '5.7.233', ['smtp 5.7.233']],
    ['a report', 'Remote server returned 550 5.7.233 - tenant exceeded its limit.', ['smtp 550 5.7.233']],
    [
      'a reply of several lines, told once',
      '535-5.7.8 Username not accepted.\n535 5.7.8 https://x.example - gsmtp',
      ['smtp 535 5.7.8'],
    ],
    ['a code at the end of a sentence', 'It said 5.1.10.', ['smtp 5.1.10']],
    ['a range', '550 5.7.620 Access denied, banned sending IP [192.0.2.7]', ['smtp 550 5.7.620']],
    ['an unknown code of a known kind', '550 5.7.987 Computer says no', ['smtp 550 5.7.987']],
    ['a reply alone', '554 Transaction failed', ['smtp 554']],
    ["the window's number", 'Error 12009', ['dialog 12009']],
    ['a word of several houses', 'invalid_grant', ['oauth invalid_grant', 'google invalid_grant']],
    ['an ordinary word as a code', 'forbidden', ['graph Forbidden', 'google forbidden']],
    ['two codes', 'AADSTS65001 then AADSTS90094', ['entra AADSTS65001', 'entra AADSTS90094']],
    ['our own code', 'SEND_AS_DENIED', ['graph SEND_AS_DENIED']],
    ['a trouble without a code', 'port bind fails', ['oauth loopback-port']],
    ['a keyword', 'prompt-consent', ['oauth prompt-consent']],
  ])('%s', (_what, text, found) => {
    expect(codes(text)).toEqual(found);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['an address of a computer', 'connected to 10.5.7.1 and 5.7.1.9'],
    ['a version', 'v4.2.1'],
    ['part of a longer number', '1200600'],
    ['an ordinary word among others', 'that is forbidden here'],
    ['a word that only holds a code', 'my_invalid_grant_handler'],
    ['names every object has', 'constructor toString __proto__ hasOwnProperty'],
    ['a number nobody knows', 'AADSTS1234567'],
    ['a date', '2026-11-20'],
  ])('%s holds no code', (_what, text) => {
    expect(explain(text)).toEqual([]);
  });
});

describe('it never fails', () => {
  test.each([
    ['binary rubbish', '\u0000\uD800\u0007'.repeat(100)],
    ['brackets', '[[[(((***+++???'],
    ['a very long text', `${'5.'.repeat(200_000)} AADSTS65001`],
    ['very many codes', 'AADSTS65001 '.repeat(100_000)],
    ['open brackets of a list', 'error_codes:['.repeat(50_000)],
  ])('on %s, and takes no time', (_what, text) => {
    const before = cpuTime();
    expect(Array.isArray(explain(text))).toBe(true);
    expect(cpuTime() - before).toBeLessThan(500);
  });
});
