/** No value gets out of its place: in choices, repeats, links, lists, notes and the letterhead the tags stay those of the letter. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { compileWordLetter } from '../../../../server/merge/compileWordLetter.ts';
import { scanHtml } from '../../../../server/merge/htmlLetter/scanHtml.ts';
import { type MergeScope, scopeOf } from '../../../../server/merge/mergeScope.ts';
import { code, docxOf, field, mark, p, r, wordPart } from '../../../support/docxOf.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '=',
        '/',
        '{{',
        '}}',
        ' ',
        '\n',
        '\u0000',
        '\u2028',
        'javascript:',
        'data:',
        '</p>',
        '<b>',
        '-->',
        '«',
        'x',
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join('')),
);

const name = field('MERGEFIELD Name');
const choice = `${mark('begin')}${code(' IF ')}${name}${code(' &lt;&gt; "" "yes ')}${name}${code('" "no ')}${field('MERGEFIELD City')}${code('"')}${mark('separate')}${r('x')}${mark('end')}`;
const numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const cell = (inside: string) => `<w:tc>${p(inside)}</w:tc>`;
const body =
  p(choice) +
  p(r('{{#each}}')) +
  p(r('item {{Name}}'), numbered) +
  p(r('{{/each}}')) +
  `<w:tbl><w:tr>${cell(r('{{#each}}{{Name}}'))}${cell(r('{{City}}{{/each}}'))}</w:tr></w:tbl>` +
  p(field(' HYPERLINK "{{Url}}" ', r('go ') + name) + `<w:hyperlink r:id="rId9">${r('to {{City}}')}</w:hyperlink>`) +
  p(`${r('note')}<w:r><w:footnoteReference w:id="1"/></w:r>`) +
  '<w:sectPr><w:headerReference r:id="rId8"/></w:sectPr>';

function letter(): { render: (scope: MergeScope) => { html: string; text: string } } {
  const read = compileWordLetter(
    docxOf(body, {
      numbering:
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
      relationships: {
        rId7: { type: 'footnotes', target: 'footnotes.xml' },
        rId8: { type: 'header', target: 'header1.xml' },
        rId9: { type: 'hyperlink', target: 'https://x.example/{{Name}}?q={{City}}', external: true },
      },
      files: {
        'word/header1.xml': wordPart('hdr', p(r('From {{City}}'))),
        'word/footnotes.xml': wordPart('footnotes', `<w:footnote w:id="1">${p(r('about {{Name}}'))}</w:footnote>`),
      },
    }),
    true,
  );
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

/** Tags with the names of their attributes; an address may be missing where it would lead where no mail may. */
function tagsOf(html: string): Set<string> {
  return new Set(
    scanHtml(html).flatMap((token) => {
      if (token.kind === 'open')
        return [
          `<${token.name} ${token.attributes
            .map((one) => one.name)
            .filter((one) => one !== 'href')
            .join(' ')}>`,
        ];
      return token.kind === 'close' ? [`</${token.name}>`] : token.kind === 'text' ? [] : [token.kind];
    }),
  );
}

function scopeFor(rows: readonly (readonly [string, string, string])[]): MergeScope {
  const scopes = rows.map(([given, city, url]) => scopeOf((field) => ({ Name: given, City: city, Url: url })[field] ?? ''));
  for (const scope of scopes) scope.rows = scopes;
  return scopes[0] ?? scopeOf(() => '');
}

describe('values of a Word letter', () => {
  test('are never markup, and lead nowhere else', () => {
    const made = letter();
    const usual = tagsOf(
      made.render(
        scopeFor([
          ['x\ny', 'z', 'https://ok.example'],
          ['', 'a', ''],
          ['東', 'שלום', ''],
        ]),
      ).html,
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 3 }), (rows) => {
        const { html, text } = made.render(scopeFor(rows));
        for (const tag of tagsOf(html)) expect(usual).toContain(tag);
        expect(html).not.toMatch(/href="\s*(?!https?:|mailto:|tel:)[a-z]+:/i);
        expect(html + text).not.toContain('\u0000');
        expect(html.match(/<li/g)).toHaveLength(rows.length);
      }),
      { numRuns: 300 },
    );
  });

  test('one message shows nothing of another', () => {
    const made = letter();
    const first = made.render(scopeFor([['Ada', 'London', '']]));
    made.render(
      scopeFor([
        ['Bob', 'Rome', 'https://b.example'],
        ['Eve', 'Oslo', ''],
      ]),
    );
    expect(made.render(scopeFor([['Ada', 'London', '']]))).toEqual(first);
    expect(first.html).not.toMatch(/Bob|Rome/);
  });
});
