/**
 * Whatever a cell holds, at every kind of place: it is text there. It becomes no markup, no header line, no field and no tag of its own,
 * in HTML, plain text, subject, file name and Word document; and it is there, as the sheet has it.
 */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { csvLine } from '../../../server/campaigns/csvLine.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { decodeEntities } from '../../../server/merge/htmlLetter/decodeEntities.ts';
import { readRows } from '../../../server/merge/lists/readList.ts';
import { type MergeScope, scopeOf } from '../../../server/merge/mergeScope.ts';
import { openPackage, type WordPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { elementsOf, isElement, textOf, type Xml } from '../../../server/merge/ooxml/parseXml.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { docxOf, type DocxParts, field, p, PIXEL, r, simple, wordPart } from '../../support/docxOf.ts';
import { mailFaults } from '../../support/mailFaults.ts';
import { wordLetter } from '../../support/mergeRow.ts';

const long = process.env['TEST_LONG'] === '1';
const runs = long ? 2000 : 60;

const bad = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</p></w:t></w:r><w:r><w:t>out</w:t>',
  ']]><!--',
  '-->',
  '&lt;b&gt;&#60;',
  '\r\nBcc: evil@example.com\r\n\r\nbody',
  '\u2028X-Evil: 1',
  '{ MERGEFIELD Other }',
  '{{Other}}',
  '{{#if Other}}x{{/if}}',
  '{{#each}}',
  '{{/if}}',
  '}}{{Other',
  '«Other»',
  '\\" \\\\',
  '" \\l "evil" \\o "x',
  '“quoted” „text‟',
  "=cmd|' /C calc'!A0",
  '@SUM(1)',
  '\u0000\u0001\u001f\u007f\u0085',
  '\u202e\u2066txt.exe',
  '\ud800',
  '\udc00x',
  '\ufdd0\ufdd1\ufffc\uffff',
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>1</script>',
  'file:///etc/passwd',
  'https://x.example/?a=1&b=2#"><',
  '%7B%7BOther%7D%7D',
  '$&$1$`',
  '../../etc/passwd',
  '😀é中\u05d0',
);
const value = fc
  .array(fc.oneof({ weight: 3, arbitrary: bad }, fc.string({ unit: 'binary', maxLength: 8 })), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('x'))
  .filter((text) => text.trim() !== '');

const tagged = '{{A}}';
const mergefield = field('MERGEFIELD A');
const inSdt = (inside: string) => `<w:sdt><w:sdtPr><w:tag w:val="A"/></w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
const footnotes = {
  relationships: { n: { type: 'footnotes', target: 'footnotes.xml' } },
  files: { 'word/footnotes.xml': wordPart('footnotes', `<w:footnote w:id="1">${p(mergefield)}</w:footnote>`) },
};
const box = (inside: string) =>
  p(`<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p(inside)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`);
const header: DocxParts = {
  relationships: { h: { type: 'header', target: 'h.xml' } },
  files: { 'word/h.xml': wordPart('hdr', p(mergefield)) },
};
const sectionWithHeader = '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>';

/** Places where the words of the value are seen. */
const SHOWN: [string, string, DocxParts?][] = [
  ['braces', p(r(tagged))],
  ['braces torn over runs', p(r('{{') + r('A', '<w:b/>') + r('}}'))],
  ['a field', p(mergefield)],
  ['a simple field', p(simple('MERGEFIELD A'))],
  ['a table', `<w:tbl><w:tr><w:tc>${p(mergefield)}</w:tc></w:tr></w:tbl>`],
  ['a list', p(mergefield, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')],
  ['a text box', box(mergefield) + p(r('end'))],
  ['words of a link', p(field('HYPERLINK "https://x.example"', mergefield))],
  [
    'words of a link of the letter',
    p(`<w:hyperlink r:id="l">${mergefield}</w:hyperlink>`),
    { relationships: { l: { type: 'hyperlink', target: 'https://x.example', external: true } } },
  ],
  ['the text of an IF', p(field(`IF 1 = 1 "${tagged}" "no"`, r('x')))],
  ['the other text of an IF', p(field(`IF 1 = 2 "no" "${tagged}"`, r('x')))],
  ['a quotation', p(field(`QUOTE "${tagged}"`, r('x')))],
  ['a bookmark', p(field(`SET b "${tagged}"`, r('')) + field('REF b', r('x')))],
  ['text before and behind', p(field('MERGEFIELD A \\b "(" \\f ")"'))],
  ['the text before another field', p(field(`MERGEFIELD A \\b "${tagged}"`))],
  ['a content control', p(inSdt(r('x')))],
  ['a content control around paragraphs', inSdt(p(r('x'))) + p(r('end'))],
  ['a condition', p(r(`{{#if A}}${tagged}{{/if}}`))],
  ['a repeat', p(r(`{{#each}}${tagged}{{/each}}`))],
  ['a filter', p(r('{{A | prefix: "(" | suffix: ")" | default: "-"}}'))],
  ['a note', p(r('x') + '<w:r><w:footnoteReference w:id="1"/></w:r>'), footnotes],
  ['the letterhead', p(r('x')) + sectionWithHeader, header],
  ['a font for another script', p(field('MERGEFIELD A', r('x', '<w:rFonts w:eastAsia="Evil&quot;;}"/><w:cs/>')))],
  ['raised capitals', p(r(tagged, '<w:caps/><w:vertAlign w:val="superscript"/><w:rtl/>'))],
];

/** Places where it is used and not seen. */
const USED: [string, string, DocxParts?][] = [
  ['the address of a field', p(field(`HYPERLINK "${tagged}"`, r('words')))],
  [
    'a part of an address',
    p(field(`HYPERLINK "https://x.example/${tagged}?q=${tagged}#${tagged}" \\o "tip ${tagged}"`, r('words'))),
  ],
  [
    'the address of a link',
    p(`<w:hyperlink r:id="l" w:tooltip="{{A}}">${r('words')}</w:hyperlink>`),
    { relationships: { l: { type: 'hyperlink', target: 'https://x.example/{{A}}', external: true } } },
  ],
  [
    'the whole address of a link',
    p(`<w:hyperlink r:id="l">${r('words')}</w:hyperlink>`),
    { relationships: { l: { type: 'hyperlink', target: '{{A}}', external: true } } },
  ],
  [
    'the address of a picture',
    p(
      r('words') +
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{A}}"><a:hlinkClick r:id="l" tooltip="{{A}}"/></wp:docPr><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
    ),
    {
      relationships: {
        l: { type: 'hyperlink', target: 'https://x.example/?{{A}}', external: true },
        i: { type: 'image', target: 'i.png' },
      },
      files: { 'word/i.png': PIXEL },
    },
  ],
  ['a comparison', p(field(`IF ${tagged} = "${tagged}" "words" "words"`, r('x')))],
  ['a condition of braces', p(r('words{{#if A = "x"}}!{{/if}}{{#if A contains "Other"}}{{/if}}'))],
  ['a formula', p(r('words') + field(`= ${tagged} + 1`, r('x')))],
  ['the code of a field that stays', p(r('words') + field(`INCLUDETEXT "${tagged}"`, r('')))],
  ['SKIPIF', p(r('words') + field(`SKIPIF ${tagged} = "y"`, r('')))],
];

const placed = (all: [string, string, DocxParts?][]) =>
  all.map(([name, body, parts = {}]): [string, string, DocxParts] => [name, body, parts]);

const NUMBERING =
  '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>';

function compiledWith(body: string, parts: DocxParts = {}) {
  const read = compileLetter(
    { kind: 'docx', bytes: docxOf(body, { numbering: NUMBERING, ...parts }), name: 'x' },
    { letterhead: true },
  );
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

/** A row with the value in A; what only a second merge would put there is told by `Other`. */
const scopeWith = (text: string): MergeScope => scopeOf((name) => (name === 'A' ? text : 'SECOND-MERGE'), { has: () => true });

/** Letters and digits: what is left of a text whatever a place does with blanks, control characters and direction. */
const core = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{S}\p{P}]/gu, '')
    .replace(/[\ufffc\ufffd]/g, '');

function opened(document: Uint8Array | undefined): WordPackage {
  const read = openPackage(document ?? new Uint8Array());
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

/** Names of elements and attributes of a part in order: what no value may change. Runs and breaks are as many as lines. */
function shapeOf(root: Xml): string {
  const inside = (element: Xml): string[] =>
    elementsOf(element).flatMap((child) =>
      /^w:(?:r|t|br|tab|rPr|b)$/.test(child.name)
        ? inside(child)
        : [child.name, ...Object.keys(child.attributes), ...inside(child), '/'],
    );
  return inside(root).join(' ');
}

const seenIn = (html: string) => decodeEntities(html.replace(/^.*<body[^>]*>/s, '').replace(/<[^>]*>/g, ''));

function wordsIn(element: Xml): string {
  return element.children.map((child) => (isElement(child) ? wordsIn(child) : element.name === 'w:t' ? child : '')).join('');
}

function codesIn(element: Xml): string[] {
  return elementsOf(element).flatMap((child) => (child.name === 'w:instrText' ? [textOf(child)] : codesIn(child)));
}

const tagsOf = (html: string) =>
  [...html.replace(/<br>|<\/?span[^>]*>/g, '').matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name).join(' ');

describe('a value where it is seen', () => {
  test.each(placed(SHOWN))('in %s', (_, body, parts) => {
    const letter = compiledWith(body, parts);
    const plainHtml = letter.render(scopeWith('plain')).html;
    const plain = opened(letter.document?.(scopeWith('plain')));
    fc.assert(
      fc.property(value, (text) => {
        const { html, text: words } = letter.render(scopeWith(text));
        expect(mailFaults(html)).toEqual([]);
        expect(tagsOf(html)).toBe(tagsOf(plainHtml));
        expect(core(seenIn(html))).toContain(core(text));
        expect(core(words)).toContain(core(text));
        expect(html + words).not.toContain('SECOND-MERGE');
        const document = opened(letter.document?.(scopeWith(text)));
        const stories = document.names
          .filter((name) => /^word\/(?:document|h|footnotes)\.xml$/.test(name))
          .map((name) => document.xml(name));
        expect(core(stories.map((root) => (root === undefined ? '' : wordsIn(root))).join(''))).toContain(core(text));
        for (const name of document.names) {
          const [root, same] = [document.xml(name), plain.xml(name)];
          if (root !== undefined && same !== undefined) expect([name, shapeOf(root)]).toEqual([name, shapeOf(same)]);
        }
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});

describe('a value where it is used', () => {
  test.each(placed(USED))('in %s', (_, body, parts) => {
    const letter = compiledWith(body, parts);
    fc.assert(
      fc.property(value, (text) => {
        const { html, text: words } = letter.render(scopeWith(text));
        expect(mailFaults(html)).toEqual([]);
        expect(seenIn(html)).toContain('words');
        expect(html + words).not.toContain('SECOND-MERGE');
        const document = opened(letter.document?.(scopeWith(text)));
        const root = document.xml(document.main);
        const [code = '', ...more] = root === undefined ? [] : codesIn(root);
        const whole = [code, ...more].join('');
        // Quotes of the value are written so that they end nothing: outside of quotes there is only what the letter has.
        expect(whole.replace(/"(?:[^"\\]|\\.)*"/g, '')).toMatch(/^\s*(?:HYPERLINK(?: \\[lot])*|INCLUDETEXT|)[\s\\lot]*$/);
        expect(whole).not.toMatch(/[\p{Cc}]/u);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});

describe('a value outside of the letter', () => {
  test('the subject is one line, and the value is in it', () => {
    const subjects = ['Re: {{A}}', '{{A}}', '«A»', '{{#if A}}{{A}}{{/if}}', '{{A | upper}}'].map(compileSubject);
    fc.assert(
      fc.property(value, (text) => {
        for (const [at, subject] of subjects.entries()) {
          const line = subject.render(scopeWith(text));
          expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(line).not.toContain('SECOND-MERGE');
          if (at < 4) expect(core(line)).toContain(core(text));
        }
      }),
      { numRuns: runs * 3, endOnFailure: true },
    );
  });

  test('a letter written as HTML', () => {
    const read = compileLetter({
      kind: 'html',
      html: '<p title="{{A}}" style="color:{{A}}">{{A}}<a href="{{A}}">x</a><a href="https://x.example/{{A}}?{{A}}">y</a><img alt="{{A}}" src="{{A}}"></p><script>{{A}}</script>',
    });
    if (!read.ok) throw new Error(read.text);
    fc.assert(
      fc.property(value, (text) => {
        const { html, text: words } = read.value.render(scopeWith(text));
        expect(mailFaults(html)).toEqual([]);
        expect(core(words)).toContain(core(text));
        expect(html + words).not.toContain('SECOND-MERGE');
      }),
      { numRuns: runs * 3, endOnFailure: true },
    );
  });

  test('the report: a cell is never a formula, and comes back as it was', () => {
    fc.assert(
      fc.property(value, (text) => {
        const line = csvLine([text, 'end']);
        expect(line).not.toMatch(/^"?[=+\-@\t\r]/);
        expect(line.replaceAll('""', '')).toMatch(/^(?:"[^"]*"|[^",\r\n]*),end\r\n$/);
      }),
      { numRuns: runs * 3, endOnFailure: true },
    );
  });

  test('a heading is as harmless as a cell', () => {
    fc.assert(
      fc.property(value, (text) => {
        const read = readRows([{ [text]: 'v', Row: '1' }]);
        if (!read.ok) return;
        const letter = wordLetter(p(r('{{A}}')));
        expect(mailFaults(letter.render(scopeOf(() => read.value.headers[0] ?? '')).html)).toEqual([]);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });
});
