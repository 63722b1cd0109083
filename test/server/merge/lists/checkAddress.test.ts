import { describe, expect, test } from '@jest/globals';
import { domainToASCII } from 'node:url';
import { checkAddress } from '../../../../server/merge/lists/checkAddress.ts';

describe('one address and nothing else', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['  ada@example.com\u00a0\n', 'ada@example.com'],
    ["o'brien+x@mail.example.co.uk", "o'brien+x@mail.example.co.uk"],
    ['Ada.Lovelace@EXAMPLE.com', 'Ada.Lovelace@EXAMPLE.com'],
    ['a@b-c.de', 'a@b-c.de'],
    ['ada@köln.example', 'ada@xn--kln-sna.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%s is taken', (text, address) => {
    expect(checkAddress(text, domainToASCII)).toEqual({ kind: 'address', address });
  });

  test.each(['', '   ', '\t\n'])('%j is empty', (text) => {
    expect(checkAddress(text, domainToASCII)).toEqual({ kind: 'empty' });
  });

  test.each([
    ['ada', /no @/],
    ['a@b.de, c@d.de', /more than one/],
    ['a@b.de;c@d.de', /more than one/],
    ['a@b@c.de', /more than one/],
    ['Ada <ada@example.com>', /bare address/],
    ['mailto:ada@example.com', /bare address/],
    ['"ada"@example.com', /bare address/],
    ['ada@[127.0.0.1]', /bare address/],
    ['a(comment)@b.de', /bare address/],
    ['ada@exam\r\nBcc: x@y.de', /more than one|bare/],
    ['ada@exam ple.com', /blank or line break/],
    ['ada@exam\u0000ple.com', /blank or line break/],
    ['.ada@example.com', /before the @/],
    ['a..b@example.com', /before the @/],
    ['ädä@example.com', /before the @/],
    ['@example.com', /before the @/],
    ['ada@localhost', /after the @/],
    ['ada@example', /after the @/],
    ['ada@-x.de', /after the @/],
    ['ada@x..de', /after the @/],
    ['ada@127.0.0.1', /after the @/],
    ['ada@ex%61mple.köln', /after the @/],
    [`${'a'.repeat(65)}@example.com`, /longer/],
    [`a@${'b.'.repeat(130)}de`, /longer/],
  ])('%j is refused', (text, why) => {
    const check = checkAddress(text, domainToASCII);
    expect(check.kind === 'invalid' ? check.why : check.kind).toMatch(why);
  });
});
