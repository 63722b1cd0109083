/** Broken and hostile files: whatever comes in, an answer goes out, in bounded time, and nothing throws. 300 files; 10,000 with TEST_LONG=1. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { readList } from '../../../server/merge/lists/readList.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { zipOf } from '../../support/docxOf.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';

const long = process.env['TEST_LONG'] === '1';
const runs = long ? 10_000 : 300;
/** The long run takes minutes on a slow machine. */
const TIMEOUT = long ? 15 * 60_000 : 60_000;
const SAMPLES = join(import.meta.dirname, '../../../samples');
const corpus = process.env['CORPUS_DIR'];

const letters = [join(SAMPLES, 'letter.docx'), ...corpusFiles('docx', /\.do[ct]x$/)].map((file) => unzipSync(readFileSync(file)));
const lists = [join(SAMPLES, 'people.xlsx'), join(SAMPLES, 'people.csv'), ...corpusFiles('tables', /\.(xlsx|csv)$/)];

function corpusFiles(folder: string, pattern: RegExp): string[] {
  if (corpus === undefined || !existsSync(join(corpus, folder))) return [];
  return readdirSync(join(corpus, folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(corpus, folder, name));
}

/** Pieces of markup are taken away, doubled, moved, or get another value. Mostly whole elements, so that the rest stays well-formed. */
const change = fc.record({
  kind: fc.constantFrom('drop', 'double', 'move', 'value', 'value', 'number', 'text', 'cut'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  text: fc.constantFrom(
    '',
    '{{',
    '}}',
    '{{A}}',
    '\\',
    '"',
    '&amp;',
    '&lt;',
    '￾',
    'javascript:',
    '-1',
    '99999999999',
    'begin',
    'end',
    'separate',
    'restart',
    'Heading1',
  ),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(xml: string, { kind, at, to, text }: Change): string {
  const spots = [...xml.matchAll(/<(w:[A-Za-z]+)[^>]*?(?:\/>|(?<!\/)>)/g)];
  const spot = spots[Math.floor(at * (spots.length - 1))];
  const other = spots[Math.floor(to * (spots.length - 1))];
  if (spot === undefined || other === undefined) return xml;
  const element = wholeElement(xml, spot.index, spot[1] ?? '', spot[0]);
  const [before, after] = [xml.slice(0, spot.index), xml.slice(spot.index + element.length)];
  const tail = xml.slice(spot.index + spot[0].length);
  switch (kind) {
    case 'drop':
      return before + after;
    case 'double':
      return before + element + element + after;
    case 'move':
      return `${xml.slice(0, other.index)}${element}${xml.slice(other.index)}`;
    case 'value':
      return before + spot[0].replace(/"[^"]*"/, `"${text.replace(/"/g, '&quot;')}"`) + tail;
    case 'number':
      return before + spot[0].replace(/"-?\d+"/, `"${Math.floor(to * 1e12) - 1000}"`) + tail;
    case 'text':
      return before + spot[0] + (spot[0].endsWith('/>') ? '' : text) + tail;
    default:
      return before + text + xml.slice(Math.max(spot.index, other.index));
  }
}

/** From the opening tag to its own end tag. */
function wholeElement(xml: string, from: number, name: string, tag: string): string {
  if (tag.endsWith('/>')) return tag;
  let depth = 0;
  for (const found of xml.slice(from).matchAll(new RegExp(`<(/?)${name}(?=[\\s/>])[^>]*?(/?)>`, 'g'))) {
    depth += found[1] === '/' ? -1 : found[2] === '/' ? 0 : 1;
    if (depth === 0) return xml.slice(from, from + found.index + found[0].length);
  }
  return tag;
}

describe('files that were damaged on purpose', () => {
  test(
    `${runs} letters with changed markup`,
    () => {
      const parts = fc.constantFrom(
        'word/document.xml',
        'word/document.xml',
        'word/styles.xml',
        'word/numbering.xml',
        'word/_rels/document.xml.rels',
        'word/theme/theme1.xml',
      );
      const letter = fc.integer({ min: 0, max: letters.length - 1 });
      let opened = 0;
      fc.assert(
        fc.property(letter, fc.array(fc.tuple(parts, change), { minLength: 1, maxLength: 4 }), (index, changes) => {
          const files = { ...letters[index] };
          for (const [part, how] of changes) {
            const content = files[part];
            if (content !== undefined) files[part] = strToU8(changed(strFromU8(content), how));
          }
          const read = compileLetter({ kind: 'docx', bytes: zipOf(files), name: 'x.docx' });
          if (read.ok) opened += 1;
          if (!read.ok) return expect(read.text).toMatch(/\.$/);
          const scope = scopeOf((name) => `<${name}>`);
          expect(typeof read.value.render(scope).html).toBe('string');
          expect(openPackage(read.value.document?.(scope) ?? new Uint8Array()).ok).toBe(true);
        }),
        { numRuns: runs },
      );
      // Most changed letters must still be letters, or the readers behind the parser would not be tried.
      expect(opened).toBeGreaterThan(runs / 2);
    },
    TIMEOUT,
  );

  test(
    `${runs} files with changed bytes`,
    () => {
      const files = [...lists, join(SAMPLES, 'letter.docx')].map((name) => ({ name, bytes: readFileSync(name) }));
      const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 8,
      });
      fc.assert(
        fc.property(fc.integer({ min: 0, max: files.length - 1 }), flips, fc.boolean(), (index, changes, short) => {
          const file = files[index] ?? { name: '', bytes: new Uint8Array() };
          const bytes = new Uint8Array(short ? file.bytes.subarray(0, file.bytes.length >> 1) : file.bytes);
          for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
          const read = file.name.endsWith('.docx')
            ? compileLetter({ kind: 'docx', bytes, name: 'x.docx' })
            : readList(bytes, file.name);
          expect(typeof read.ok).toBe('boolean');
        }),
        { numRuns: runs },
      );
    },
    TIMEOUT,
  );
});
