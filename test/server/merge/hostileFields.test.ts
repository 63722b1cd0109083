/** Fields built to cost time, to grow, or to be taken for something of the program's own. */
import { describe, expect, test } from '@jest/globals';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { readRows } from '../../../server/merge/lists/readList.ts';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { PLAIN_HOW, rowRenderer } from '../../../server/merge/renderMessage.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { code, field, mark, p, PIXEL, r } from '../../support/docxOf.ts';
import { mergeRow, wordLetter } from '../../support/mergeRow.ts';

/** Milliseconds of this process: what other programs do meanwhile does not count. */
function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const complex = (...inside: string[]) => `${mark('begin')}${inside.join('')}${mark('end')}`;
const written = (text: string) => code(text.replaceAll('"', '&quot;').replaceAll('<', '&lt;'));

/** A field in the code of a field in the code of a field; `around` has a `~` where the inner one stands. */
function nested(depth: number, around: string): string {
  let inner = complex(written('MERGEFIELD A'));
  for (let level = 0; level < depth; level += 1) {
    inner = complex(...around.split('~').flatMap((text, at) => (at === 0 ? [written(text)] : [inner, written(text)])));
  }
  return inner;
}

describe('fields in fields take no more time with each level', () => {
  test.each([
    ['formulas', '= ~ + 1', '41'],
    ['sums', '= SUM(~, 1)', '41'],
    ['averages', '= AVERAGE(~)', '1'],
    ['formulas with a picture', '= ~ + 1 \\# "0"', '41'],
    ['comparisons', 'COMPARE ~ = 1', '1'],
    ['conditions', 'IF ~ = 1 1 2', '1'],
    ['conditions with a format', 'IF ~ = 1 1 2 \\* Upper', '1'],
    ['texts of conditions', 'IF 1 = 1 "~" 2', '1'],
    ['quotations', 'QUOTE "~"', '1'],
  ])('%s', (_, around, expected) => {
    const letter = wordLetter(p(nested(40, around)));
    let shown = '';
    expect(costOf(() => void (shown = mergeRow(letter, { A: '1' }).text))).toBeLessThan(3000);
    expect(shown.trim()).toBe(expected);
  });

  test('formulas without a value', () => {
    const letter = wordLetter(p(nested(40, '= ~ + 1')));
    expect(costOf(() => void mergeRow(letter, { A: 'none' }))).toBeLessThan(3000);
  });
});

/** What every JavaScript object has without being asked. */
const OWN_NAMES = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'];

describe('names that JavaScript objects have of themselves', () => {
  test.each(OWN_NAMES)('%s is a field, a column, a condition and a filter like others', (name) => {
    const body = p(r(`{{${name}}} {{#if ${name}}}yes{{/if}} {{#if ${name} = "v"}}same{{/if}} {{A | ${name}: "x"}}`));
    const letter = wordLetter(body + p(field(`MERGEFIELD ${name}`) + field(`MERGEFIELD A \\* ${name}`) + field(name, r('kept'))));
    const row = JSON.parse(`{"${name}":"v","A":"a"}`) as Record<string, string>;
    expect(mergeRow(letter, row).text).toBe('v yes same a\nvakept');
    expect(mergeRow(letter, { A: 'a' }).text).toBe('a\nakept');
    expect(compileSubject(`{{${name}}}{{#if ${name}}}!{{/if}}`).render(scopeOf(() => 'v'))).toBe('v!');
  });

  test.each(OWN_NAMES)('%s is no alignment, colour, number format, kind of tab or part', (name) => {
    const said = `<w:jc w:val="${name}"/><w:tabs><w:tab w:val="${name}" w:pos="720"/></w:tabs><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:pStyle w:val="${name}"/>`;
    const looks = `<w:rStyle w:val="${name}"/><w:highlight w:val="${name}"/><w:color w:themeColor="${name}"/><w:u w:val="${name}"/><w:rFonts w:asciiTheme="${name}"/>`;
    const letter = wordLetter(p(r('word', looks), said), {
      styles: `<w:style w:type="${name}" w:styleId="${name}"><w:basedOn w:val="${name}"/></w:style>`,
      numbering: `<w:abstractNum w:abstractNumId="${name}"><w:lvl w:ilvl="0"><w:numFmt w:val="${name}"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="${name}"/></w:num>`,
      relationships: { x: { type: name, target: `${name}.xml` } },
    });
    const { html, text } = mergeRow(letter, {});
    expect(text).toBe('1 word');
    expect(html).not.toMatch(/function|object|undefined|null/);
    expect(openPackage(letter.document?.(scopeOf(() => '')) ?? new Uint8Array()).ok).toBe(true);
  });
});

describe('messages that would grow beyond any mail', () => {
  const grown = Array.from({ length: 60 }, () =>
    complex(written('SET a "'), complex(written('REF a')), complex(written('REF a')), written('"')),
  );
  const growing = p(field('SET a "0123456789"') + grown.join('') + field('REF a'));

  test.each([
    ['a text that is put down twice in itself', growing, 'v'],
    [
      'a condition on such a text',
      p(field('SET a "x"') + grown.join('') + complex(written('SKIPIF '), complex(written('REF a')), written(' = x'))),
      'v',
    ],
    ['a long cell at thousands of places', p(r('{{A}} '.repeat(5000))), 'x'.repeat(90_000)],
    [
      'a long cell in thousands of cells',
      `<w:tbl>${`<w:tr><w:tc>${p(r('{{A}}'))}</w:tc></w:tr>`.repeat(3000)}</w:tbl>`,
      'x'.repeat(90_000),
    ],
    ['a long cell in the code of one field', p(field(`IF {{A}} = "${'{{A}}'.repeat(20_000)}" 1 2`)), 'x'.repeat(90_000)],
  ])('%s: nothing is made, and the row is told', (_, body, value) => {
    const letter = wordLetter(body);
    const { message } = mergeRow(letter, { A: value });
    const { tooLong, html, text, remarks } = message;
    if (!tooLong) return expect(message.document?.()).toBeNull();
    expect({ html, text, codes: remarks.map(({ code: said }) => said) }).toMatchObject({
      html: '',
      text: '',
      codes: ['ADDRESS_EMPTY', 'MESSAGE_TOO_LARGE'],
    });
    expect(message.document?.()).toBeNull();
  });

  test('a letter that repeats for a hundred thousand rows', () => {
    const letter = wordLetter(p(r(`{{#each}}{{A}}${'words '.repeat(500)}{{/each}}`)));
    const rows = Array.from({ length: 100_000 }, () => ({ A: 'a' }));
    const read = readRows(rows);
    if (!read.ok) throw new Error(read.text);
    const columns = { A: 'A' };
    const message = rowRenderer(
      letter,
      compileSubject(''),
      read.value,
      columns,
      null,
      PLAIN_HOW,
    )({ rows: rows.map((_, at) => at), sequence: 1 });
    expect(message.tooLong).toBe(true);
    expect(message.document?.()).toBeNull();
  });
});

describe('braces in the code of a field', () => {
  test.each([
    ['MERGEFIELD B \\b "({{A}}" \\f "{{A}})"', '(abeea)'],
    ['SET x "{{A}}"', 'a'],
    ['ASK x "How?" \\d "{{A}}"', 'a'],
    ['FILLIN "How?" \\d "{{A}}"', 'a'],
    ['QUOTE "{{A}}" \\* Upper', 'A'],
    ['IF {{A}} = "a" "{{B}}" "no"', 'bee'],
    ['HYPERLINK "https://x.example/{{A}}"', 'shown (https://x.example/a)'],
  ])('%s is filled', (instruction, expected) => {
    const letter = wordLetter(p(field(instruction.replaceAll('"', '&quot;'), r('shown')) + field('REF x', r(''))));
    expect(mergeRow(letter, { A: 'a', B: 'bee' }).text).toBe(expected);
    expect(letter.remarks).toEqual([]);
  });

  test.each([
    ['the tip of a field', p(field('HYPERLINK "https://x.example" \\o "{{A}}"', r('x'))), {}],
    [
      'the tip of a link',
      p(`<w:hyperlink r:id="l" w:tooltip="{{A}}">${r('x')}</w:hyperlink>`),
      { relationships: { l: { type: 'hyperlink', target: 'https://x.example', external: true } } },
    ],
    ['a greeting', p(field('GREETINGLINE \\e "{{A}}"', r('x'))), {}],
    ['an address', p(field('ADDRESSBLOCK \\f "{{A}}"', r('x'))), {}],
    [
      'the words for a picture',
      p(
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{A}}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
      ),
      { relationships: { i: { type: 'image', target: 'i.png' } }, files: { 'word/i.png': PIXEL } },
    ],
  ])('in %s they are told, and stop the start', (_, body, parts) => {
    const codes = wordLetter(body, parts).remarks.map((remark) => remark.code);
    expect(codes).toContain('BRACES_OPEN');
  });
});
