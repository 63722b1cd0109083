/** Templates of mails: pieces, parts that a policy may take away, and the same text whether or not somebody has to ask. */
import { describe, expect, test } from '@jest/globals';
import { compileWordLetter } from '../../../server/merge/compileWordLetter.ts';
import { choicePart, linePart, repeatPart, templateFrom } from '../../../server/merge/mailHtml/dependingParts.ts';
import { mailTemplate } from '../../../server/merge/mailTemplate.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { docxOf, field, p, r } from '../../support/docxOf.ts';

const always = { fields: [], holds: () => true };
const drops = { fields: ['A'], holds: (scope: ReturnType<typeof scopeOf>) => !scope.drops(['A']), onlyDrops: true };
const name = (scope: ReturnType<typeof scopeOf>) => scope.value('A');
const inner = templateFrom((out) => ['<p>', name, '</p>'].forEach((part) => out.add(part)));

describe('a part that a policy may take away', () => {
  test.each([
    ['in a mail that asks', {}, '[<p>x</p>]'],
    ['in a mail whose lines stay', { keepsLines: true }, '[<p>x</p>]'],
    ['in a mail that loses it', { drops: () => true }, '[]'],
  ])('%s', (_, more, wanted) => {
    const out = mailTemplate();
    for (const part of ['[', linePart(drops, inner), ']']) out.add(part);
    expect(out.render(scopeOf(() => 'x', more))).toBe(wanted);
  });

  test('on some other condition is asked for in every mail', () => {
    const never = { fields: [], holds: () => false };
    const out = templateFrom((to) => to.add(choicePart(never, inner, mailTemplate())));
    expect(out.render(scopeOf(() => 'x', { keepsLines: true }))).toBe('');
  });

  test('stands in pieces of its own only where somebody asks', () => {
    const out = templateFrom((to) => ['[', linePart(drops, inner), ']'].forEach((part) => to.add(part)));
    const pieces = (more = {}) => {
      const found: string[] = [];
      out.each(
        scopeOf(() => 'x', more),
        (piece) => found.push(piece),
      );
      return found;
    };
    expect(pieces({ keepsLines: true })).toEqual(['[<p>', 'x', '</p>]']);
    expect(pieces()).toEqual(['[', '<p>x</p>', ']']);
  });
});

test('what is added after a mail was made is in the next', () => {
  const out = templateFrom((to) => to.add('a'));
  expect(out.render(scopeOf(() => ''))).toBe('a');
  out.add('b');
  out.add(choicePart(always, inner, mailTemplate()));
  out.add(repeatPart(0, inner));
  const scope = scopeOf(() => 'x');
  expect(out.render(scope)).toBe('ab<p>x</p><p>x</p>');
});

test('a letter reads the same whether lines may go or not', () => {
  const line = (code: string) => p(r('For ') + field(code));
  const cell = `<w:tc>${line('MERGEFIELD A')}</w:tc><w:tc>${p(field('MERGEFIELD B'))}</w:tc>`;
  const broken = p(`${r('To ')}${field('MERGEFIELD A')}<w:r><w:br/></w:r>${field('MERGEFIELD B')}<w:r><w:br/></w:r>${r('end')}`);
  const read = compileWordLetter(
    docxOf(`${line('MERGEFIELD A')}${line('IF 1 = 1 "yes" "no"')}<w:tbl><w:tr>${cell}</w:tr></w:tbl>${broken}`),
  );
  if (!read.ok) throw new Error(read.text);
  for (const [a, b] of [
    ['Ada', 'Ben'],
    ['', 'Ben'],
    ['Ada', ''],
    ['', ''],
  ]) {
    const value = (asked: string) => (asked === 'A' ? a : b) ?? '';
    const html = (more = {}) => read.value.render(scopeOf(value, more)).html;
    expect(html({ keepsLines: true })).toBe(html());
  }
});
