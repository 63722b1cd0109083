import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { quotedPrintable } from '../../../server/mail/quotedPrintable.ts';

/** RFC 2045 section 6.7, strictly: what is not allowed in an encoded line is an error. */
function decoded(encoded: Buffer): string {
  const lines = encoded.toString('latin1').split('\r\n');
  const bytes = lines.flatMap((line, index) => {
    expect(line.length).toBeLessThanOrEqual(76);
    expect(line).toMatch(/^(?:[\t\x20-\x3c\x3e-\x7e]|=[0-9A-F]{2})*=?$/);
    expect(line).not.toMatch(/[ \t]$/);
    const soft = line.endsWith('=');
    const text = (soft ? line.slice(0, -1) : line).replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return [...Buffer.from(soft || index === lines.length - 1 ? text : `${text}\n`, 'latin1')];
  });
  return Buffer.from(bytes).toString('utf8');
}

describe('quoted-printable', () => {
  test.each([
    ['', ''],
    ['plain words, 1+1', 'plain words, 1+1'],
    ['1=1', '1=3D1'],
    ['two\nlines\n', 'two\r\nlines\r\n'],
    ['a blank at the end \nand a tab\t', 'a blank at the end=20\r\nand a tab=09'],
    ['Ä', '=C3=84'],
    ['\u{1f4e7}', '=F0=9F=93=A7'],
    ['\u0000', '=00'],
  ])('%j is written %j', (text, written) => {
    expect(quotedPrintable(text).toString('latin1')).toBe(written);
  });

  test('a character that does not fit on the line any more goes to the next one whole', () => {
    const lines = quotedPrintable(`${'a'.repeat(70)}\u{1f4e7}b`)
      .toString('latin1')
      .split('\r\n');
    expect(lines).toEqual([`${'a'.repeat(70)}=`, '=F0=9F=93=A7b']);
  });

  test('every line is short enough, and nothing is lost or added', () => {
    const piece = fc.oneof(
      fc.constantFrom(' ', '\t', '\n', '=', '.', '-', '\u00e4', '\u6f22', '\u{1f4e7}', '\u0000', '\u007f'),
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.string({ maxLength: 200 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('').replaceAll('\r', '').toWellFormed();
        expect(decoded(quotedPrintable(text))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  test('what is longest when encoded has room', () => {
    for (const unit of ['\u{1f4e7}', '\u00e4', '\u6f22', `${'a'.repeat(64)}\u{1f4e7}`, '\u0001'])
      expect(decoded(quotedPrintable(unit.repeat(500)))).toBe(unit.repeat(500));
  });
});
