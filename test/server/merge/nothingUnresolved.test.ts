/**
 * Whatever the letter, the row, the policy and the columns that are missing: no field code, chevron or tag leaves, in HTML, text,
 * subject and merged document. Letters of CORPUS_DIR too, where it is set.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type FieldPolicy, PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { matchColumns } from '../../../shared/merge/fieldNames.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { namedFields } from '../../../server/merge/fieldNeeds.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { elementsOf, textOf, type Xml } from '../../../server/merge/ooxml/parseXml.ts';
import { compileLetter, PLAIN_HOW, rowRenderer } from '../../../server/merge/renderMessage.ts';
import { docxOf, field, p, r, simple } from '../../support/docxOf.ts';

const SAMPLES = join(import.meta.dirname, '../../../samples');
const corpus = join(process.env['CORPUS_DIR'] ?? 'nowhere', 'docx');
const isWord = (name: string) => /\.do[ct][xm]$/.test(name);
const lettersIn = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter(isWord)
        .map((name): [string, Uint8Array] => [name, readFileSync(join(folder, name))])
    : [];

const OWN: [string, Uint8Array] = [
  'every kind of field',
  docxOf(
    p(r('{{A}} {{B | upper}} {{C | default: "–"}} {{#if A}}yes {{B}}{{else}}no{{/if}} {{#each}}{{A}}, {{/each}}')) +
      p(
        field('MERGEFIELD A \\* Upper') +
          simple(' MERGEFIELD &quot;B&quot; \\b &quot;(&quot; \\f &quot;)&quot; ') +
          field('MERGEREC'),
      ) +
      p(r('{{A') + r('}} {{ B}} {{') + r('C}}')) +
      `<w:tbl><w:tr><w:tc>${p(field('MERGEFIELD C \\# "0.00"'))}</w:tc><w:tc>${p(field(' HYPERLINK "https://x.example/?{{A}}" ', r('{{B}}')))}</w:tc></w:tr></w:tbl>` +
      p(
        field(
          'GREETINGLINE \\f "&lt;&lt;_BEFORE_ Dear &gt;&gt;&lt;&lt;_FIRST0_&gt;&gt;&lt;&lt;_AFTER_ ,&gt;&gt;" \\e "Dear all,"',
        ),
      ),
  ),
];

/** What a merge must have replaced. Letters that say such a word themselves have it without any merge. */
const UNRESOLVED = [/«/, /»/, /\{\{/, /\}\}/, /MERGEFIELD/, /MERGEFORMAT/];

function wordsOf(bytes: Uint8Array): string {
  const opened = openPackage(bytes);
  if (!opened.ok) throw new Error(opened.text);
  const inside = (element: Xml | undefined): string =>
    elementsOf(element)
      .map((child) => (child.name === 'w:t' || child.name === 'w:instrText' ? textOf(child) : inside(child)))
      .join('');
  return inside(opened.value.xml(opened.value.main));
}

const value = fc
  .oneof(fc.constant(''), fc.constantFrom('Ada', '12.50', '2026-11-20', ' ', 'ß & <b>'), fc.string({ maxLength: 12 }))
  .map((text) => text.replace(/[{}«»]/g, '-'));
const policy: fc.Arbitrary<FieldPolicy> = fc.constantFrom<FieldPolicy[]>('block', 'empty', 'drop-line', { default: 'nobody' });

describe('nothing unresolved can leave', () => {
  test.each([OWN, ...lettersIn(SAMPLES), ...lettersIn(corpus)])('%s', (_, bytes) => {
    const read = compileLetter({ kind: 'docx', bytes, name: 'letter.docx' });
    if (!read.ok) throw new Error(read.text);
    const [letter, subject] = [read.value, compileSubject('Re: {{A}} {{Zip}}')];
    const fields = namedFields(letter, subject);
    const own = withoutFields(bytes);
    const cells = fc.array(value, { minLength: fields.length, maxLength: fields.length });
    const there = fc.array(fc.boolean(), { minLength: fields.length, maxLength: fields.length });
    fc.assert(
      fc.property(cells, cells, there, policy, (one, two, kept, general) => {
        const table: ListTable = { kind: 'rows', sheet: null, sheets: [], headers: fields, rows: [one, two] };
        const columns = matchColumns(fields, fields);
        for (const [at, name] of fields.entries()) if (kept[at] === false) columns[name] = null;
        const how = { ...PLAIN_HOW, settings: { ...PLAIN_MERGE, policy: general, document: { name: 'x' } } };
        const message = rowRenderer(letter, subject, table, columns, null, how)({ rows: [0, 1], sequence: 1 });
        const document = message.document === undefined ? '' : wordsOf(message.document() ?? new Uint8Array());
        for (const text of [message.html, message.text, message.subject, document])
          for (const sign of UNRESOLVED) if (!sign.test(own)) expect(text).not.toMatch(sign);
      }),
      { numRuns: 15 },
    );
  });
});

/** The words of the letter outside of fields and tags, paragraph by paragraph: what stands there is no place of the merge. */
function withoutFields(bytes: Uint8Array): string {
  const opened = openPackage(bytes);
  if (!opened.ok) throw new Error(opened.text);
  let depth = 0;
  const inside = (element: Xml): string =>
    elementsOf(element)
      .map((child) => {
        const mark = child.name === 'w:fldChar' ? child.attributes['w:fldCharType'] : undefined;
        if (mark !== undefined && mark !== 'separate') depth += mark === 'begin' ? 1 : -1;
        const words = child.name === 'w:t' ? textOf(child) : inside(child);
        if (child.name === 'w:fldSimple' || (child.name === 'w:t' && depth > 0)) return '';
        return child.name === 'w:p' ? `${words}\n` : words;
      })
      .join('');
  const root = opened.value.xml(opened.value.main);
  return root === undefined ? '' : inside(root).replace(/\{\{[^{}\n]*\}\}/g, '');
}
