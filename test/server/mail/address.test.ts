import { describe, expect, test } from '@jest/globals';
import { parseAddress } from '../../../server/mail/address.ts';
import { foldLine } from '../../../server/mail/foldLine.ts';

describe('an address is read', () => {
  test.each([
    ['plain', 'ana@example.com', { address: 'ana@example.com' }],
    ['with blanks around it', '  ana@example.com ', { address: 'ana@example.com' }],
    ['with an apostrophe', "sean.o'brien@example.com", { address: "sean.o'brien@example.com" }],
    ['with a plus', 'ana+news@example.co.uk', { address: 'ana+news@example.co.uk' }],
    ['in another script', 'josé@münchen.example', { address: 'josé@münchen.example' }],
    ['of a guest', 'a_b.com#EXT#@tenant.onmicrosoft.com', { address: 'a_b.com#EXT#@tenant.onmicrosoft.com' }],
    ['with a name', 'Ana Núñez <ana@example.com>', { address: 'ana@example.com', name: 'Ana Núñez' }],
    ['with a quoted name', '"Núñez, \\"Ani\\" Ana" <ana@example.com>', { address: 'ana@example.com', name: 'Núñez, "Ani" Ana' }],
    ['in brackets only', '<ana@example.com>', { address: 'ana@example.com' }],
    ['with a punycode domain', 'ana@xn--mnchen-3ya.example', { address: 'ana@xn--mnchen-3ya.example' }],
  ])('%s', (_what, text, parts) => {
    expect(parseAddress(text)).toEqual(parts);
  });
});

describe('this is no address', () => {
  test.each([
    ['nothing', ''],
    ['a name', 'Ana'],
    ['no domain', 'ana@'],
    ['no local part', '@example.com'],
    ['a host without a dot', 'ana@localhost'],
    ['two @', 'ana@b@example.com'],
    ['two addresses', 'ana@example.com, ben@example.com'],
    ['two addresses with a semicolon', 'ana@example.com;ben@example.com'],
    ['two dots in a row', 'ana..b@example.com'],
    ['a dot at the end of the local part', 'ana.@example.com'],
    ['a dot at the end', 'ana@example.com.'],
    ['an empty label', 'ana@example..com'],
    ['a hyphen at the start of a label', 'ana@-example.com'],
    ['a blank inside', 'ana maria@example.com'],
    ['an IPv4 address', 'ana@192.168.0.1'],
    ['an address literal', 'ana@[192.168.0.1]'],
    ['a quoted local part', '"ana maria"@example.com'],
    ['a local part of 65 characters', `${'a'.repeat(65)}@example.com`],
    ['255 characters', `ana@${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`],
    ['a label of 64 characters', `ana@${'a'.repeat(64)}.com`],
    ['a line break that would start another header', 'ana@example.com\r\nBcc: eve@example.com'],
    ['a line break in the name', 'Ana\nBcc: eve@example.com <ana@example.com>'],
    ['a line separator', 'Ana\u2028 <ana@example.com>'],
    ['an invisible blank', 'ana\u200B@example.com'],
    ['an unfinished bracket', 'Ana <ana@example.com'],
    ['something after the bracket', 'Ana <ana@example.com> x'],
  ])('%s', (_what, text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('one line out of any text', () => {
  test.each([
    ['Offer for Ana', 'Offer for Ana'],
    ['Offer\r\nBcc: eve@example.com', 'Offer Bcc: eve@example.com'],
    ['  Offer\t\u20282026\n', 'Offer 2026'],
    ['\u0000\u0085', ''],
  ])('%j becomes %j', (text, line) => {
    expect(foldLine(text)).toBe(line);
  });
});
