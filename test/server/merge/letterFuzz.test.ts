/**
 * Broken letters and lists: whatever comes in, an answer goes out, in bounded time, and nothing throws; what still is a letter makes mails
 * and documents that are sound, whatever the row holds. 300 of each; 10,000 with TEST_LONG=1.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readList } from '../../../server/merge/lists/readList.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { openPackage, type WordPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { damage, damaged, filesIn, realLetters } from '../../support/brokenLetter.ts';
import { mailFaults } from '../../support/mailFaults.ts';

const long = process.env['TEST_LONG'] === '1';
const runs = long ? 10_000 : 300;
/** The long run takes minutes on a slow machine. */
const TIMEOUT = long ? 30 * 60_000 : 120_000;
/** Milliseconds of work for one letter: reading it, two mails and a document. */
const COST_MAX = 5000;
const SAMPLES = join(import.meta.dirname, '../../../samples');
const tables = join(process.env['CORPUS_DIR'] ?? 'nowhere', 'tables');

const HOSTILE = `<script>alert(1)</script>"><img src=x onerror=y>' {{Other}} «Other» { MERGEFIELD X } \\" \\\\ \u0000\u202e\ud800 =cmd|' /C calc'!A0\r\nBcc: a@b.de`;

function partsLost(before: WordPackage, after: WordPackage): string[] {
  return after.names.filter(
    (name) => /\.(?:xml|rels)$/.test(name) && before.xml(name) !== undefined && after.xml(name) === undefined,
  );
}

/** What is no letter any more is refused with a sentence. */
function look(bytes: Uint8Array, letterhead: boolean): 'refused' | 'opened' {
  const read = compileLetter({ kind: 'docx', bytes, name: 'x.docx' }, { letterhead });
  if (!read.ok) {
    expect(read.text).toMatch(/^[A-Z].*\.$/);
    return 'refused';
  }
  const [scope, plain] = [() => scopeOf(() => HOSTILE), scopeOf(() => 'x', { now: '2026-11-20T15:30:00', locale: 'de-DE' })];
  const { html, text } = read.value.render(scope());
  expect(mailFaults(html)).toEqual([]);
  expect(typeof text).toBe('string');
  expect(read.value.render(plain).text).not.toContain('Error!');
  const [letter, document] = [openPackage(bytes), openPackage(read.value.document?.(scope()) ?? new Uint8Array())];
  expect(document.ok).toBe(true);
  if (letter.ok && document.ok) expect(partsLost(letter.value, document.value)).toEqual([]);
  return 'opened';
}

describe('files that were damaged on purpose', () => {
  test(
    `${runs} letters with changed markup and packages`,
    () => {
      const letters = realLetters().map(filesIn);
      const which = fc.nat(letters.length - 1);
      let opened = 0;
      fc.assert(
        fc.property(which, which, damage, fc.boolean(), (index, other, how, letterhead) => {
          const bytes = damaged(letters[index] ?? {}, how, letters[other] ?? {});
          const before = process.cpuUsage();
          if (look(bytes, letterhead) === 'opened') opened += 1;
          const { user, system } = process.cpuUsage(before);
          expect((user + system) / 1000).toBeLessThan(COST_MAX);
        }),
        { numRuns: runs },
      );
      // Most changed letters must still be letters, or the readers behind the parser would not be tried.
      expect(opened).toBeGreaterThan(runs / 3);
    },
    TIMEOUT,
  );

  test(
    `${runs} files with changed bytes`,
    () => {
      const lists = [join(SAMPLES, 'people.xlsx'), join(SAMPLES, 'people.csv'), ...corpusTables()];
      const files = [...lists, join(SAMPLES, 'letter.docx')].map((name) => ({ name, bytes: readFileSync(name) }));
      const place = fc.noBias(fc.nat(999_999)).map((number) => number / 1e6);
      const flips = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { maxLength: 8 });
      fc.assert(
        fc.property(fc.nat(files.length - 1), flips, fc.option(place), (index, changes, cut) => {
          const file = files[index] ?? { name: '', bytes: new Uint8Array() };
          const bytes = new Uint8Array(cut === null ? file.bytes : file.bytes.subarray(0, Math.floor(file.bytes.length * cut)));
          for (const [at, value] of changes) bytes[Math.floor(at * bytes.length)] = value;
          if (file.name.endsWith('.docx')) look(bytes, true);
          else {
            const read = readList(bytes, file.name);
            if (!read.ok) expect(read.text).toMatch(/\.$/);
          }
        }),
        { numRuns: runs },
      );
    },
    TIMEOUT,
  );
});

function corpusTables(): string[] {
  if (!existsSync(tables)) return [];
  return readdirSync(tables)
    .filter((name) => /\.(?:xlsx|csv)$/.test(name))
    .map((name) => join(tables, name));
}
