/**
 * Merged documents of other people's letters (CORPUS_DIR) and of the sample: they say what the mail says, keep their headers and
 * footers, are as valid as the letter was, and LibreOffice opens them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { matchColumns } from '../../../../shared/merge/fieldNames.ts';
import { compileSubject } from '../../../../server/merge/compileSubject.ts';
import { decodeEntities } from '../../../../server/merge/htmlLetter/decodeEntities.ts';
import { readRows } from '../../../../server/merge/lists/readList.ts';
import { openPackage, type WordPackage } from '../../../../server/merge/ooxml/openPackage.ts';
import { childOf, elementsOf, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';
import { compileLetter, renderMessage, type RenderedMessage } from '../../../../server/merge/renderMessage.ts';
import { hasProgram, schemaFaults } from '../../../support/schemaFaults.ts';

const folder = process.env['CORPUS_DIR'] ?? '';
const present = folder !== '' && existsSync(join(folder, 'docx', 'cases.json'));
const schema = join(folder, 'docx-xsd', 'wml.xsd');

type Row = { data: Record<string, string | number>; text_contains?: string[]; text_absent?: string[] };
type Case = { id: string; file: string; rows: Row[]; header_contains?: string[]; footer_contains?: string[] };

/** mf12 has the word MERGEFORMAT in its ordinary text. */
const OWN_WORDS: Record<string, string[]> = { 'mf12-switches-and-case': ['MERGEFORMAT'] };

const sample: Case = {
  id: 'sample',
  file: join(import.meta.dirname, '../../../../samples/letter.docx'),
  rows: [{ data: { 'First Name': 'Zoë & <Co>', 'Last Name': 'O’Brien', Email: 'zoe@example.com' } }],
};
const cases: Case[] = present
  ? (JSON.parse(readFileSync(join(folder, 'docx', 'cases.json'), 'utf8')) as { cases: Case[] }).cases
  : [];
const all = [sample, ...cases.map((one) => ({ ...one, file: join(folder, 'docx', one.file) }))].filter(
  ({ rows }) => rows.length > 0,
);

const skipped = (what: string, there: boolean) => (there ? '' : ` (skipped: there is no ${what})`);

function mailOf(file: Uint8Array, row: Row): RenderedMessage {
  const read = compileLetter({ kind: 'docx', bytes: file, name: 'letter.docx' });
  const table = readRows([{ ...row.data, ' row': 1 }]);
  if (!read.ok || !table.ok) throw new Error('The letter or its row was refused');
  const columns = matchColumns([...read.value.fields, ...read.value.asideFields], table.value.headers);
  return renderMessage(read.value, compileSubject(''), table.value, columns, null, 0);
}

function opened(bytes: Uint8Array): WordPackage {
  const read = openPackage(bytes);
  if (!read.ok) throw new Error(read.text);
  return read.value;
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Words as they stand in the markup, a paragraph or a break as one blank. */
function wordsIn(element: Xml): string {
  if (element.name === 'mc:AlternateContent') return elementsOf(childOf(element, 'mc:Choice')).map(wordsIn).join('');
  const inside = element.children.map((child) => (typeof child === 'string' ? child : wordsIn(child))).join('');
  if (element.name === 'w:p') return `${inside} `;
  if (/^w:(?:br|tab|cr)$/.test(element.name)) return ' ';
  if (element.name === 'w:t' || element.name === 'w:instrText') return inside;
  return element.children.some((child) => typeof child !== 'string') ? inside : '';
}

function wordsOfParts(letter: WordPackage, kind: RegExp): string {
  const names = letter.names.filter((name) => kind.test(name));
  return plain(
    names
      .map((name) => letter.xml(name))
      .map((root) => (root === undefined ? '' : wordsIn(root)))
      .join(' '),
  );
}

const mails = new Map(all.map((one) => [one.id, one.rows.map((row) => ({ row, mail: mailOf(readFileSync(one.file), row) }))]));
const documents = [...mails].flatMap(([id, rows]) =>
  rows.map(({ row, mail }, index) => ({
    id,
    row,
    mail,
    name: `${id}-${index + 1}`,
    bytes: mail.document?.() ?? new Uint8Array(),
  })),
);

describe(`merged documents${skipped('CORPUS_DIR with letters; only the sample is tested', present)}`, () => {
  test.each(documents)('$name says what the mail says', ({ row, mail, bytes }) => {
    expect(plain(mailOf(bytes, row).text)).toBe(plain(mail.text));
  });

  test.each(documents)('$name has its values, and nothing of the merge', ({ id, row, bytes }) => {
    const words = wordsOfParts(opened(bytes), /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/i);
    const absent = (row.text_absent ?? []).filter((text) => OWN_WORDS[id]?.includes(text) !== true);
    expect((row.text_contains ?? []).filter((text) => !words.includes(plain(text)))).toEqual([]);
    expect([...absent, '«', 'MERGEFIELD'].filter((text) => words.includes(text))).toEqual([]);
  });

  (present ? test : test.skip)('header and footer are kept, with the values of the row', () => {
    const missing = all.flatMap(({ id, header_contains: above = [], footer_contains: below = [] }) => {
      const letter = opened(documents.find((one) => one.id === id)?.bytes ?? new Uint8Array());
      const lacks = (kind: RegExp, texts: string[]) => texts.filter((text) => !wordsOfParts(letter, kind).includes(plain(text)));
      return [...lacks(/header\d*\.xml$/, above), ...lacks(/footer\d*\.xml$/, below)].map((text) => `${id}: ${text}`);
    });
    expect(missing).toEqual([]);
  });

  test('no path of the sender’s computer goes along with it', () => {
    for (const { name, bytes } of documents) {
      const letter = opened(bytes);
      const settings = letter.names.filter((part) => /settings\.xml(?:\.rels)?$/.test(part));
      const text = settings.map((part) => Buffer.from(letter.bytes(part) ?? []).toString()).join('');
      expect([name, /mailMerge|recipientData|attachedTemplate/.exec(text)?.[0]]).toEqual([name, undefined]);
    }
  });
});

const PARTS = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|settings|styles|numbering)\.xml$/i;
const linted = existsSync(schema) && hasProgram('xmllint');

describe(`the schemas${skipped('xmllint, or no CORPUS_DIR with schemas', linted)}`, () => {
  (linted ? test : test.skip)('every part is valid that was valid in the letter', () => {
    const before = new Map<string, Uint8Array>();
    const after = new Map<string, Uint8Array>();
    for (const { id, name, bytes } of documents) {
      const [letter, document] = [opened(readFileSync(all.find((one) => one.id === id)?.file ?? '')), opened(bytes)];
      for (const part of document.names.filter((part) => PARTS.test(part))) {
        before.set(`${name} ${part}`, letter.bytes(part) ?? new Uint8Array());
        after.set(`${name} ${part}`, document.bytes(part) ?? new Uint8Array());
      }
    }
    const invalid = schemaFaults(before, schema);
    const broken = [...schemaFaults(after, schema)].filter(([key]) => !invalid.has(key));
    expect(broken).toEqual([]);
    expect(before.size - invalid.size).toBeGreaterThan(before.size / 2);
  });
});

/** Text boxes are there as well, which a conversion to plain text leaves out. */
function wordsOfOdf(flat: string): string {
  const content = flat.slice(flat.indexOf('<office:body'));
  return plain(decodeEntities(content.replace(/<\/text:p>|<text:(?:s|tab|line-break)\b[^>]*>/g, ' ').replace(/<[^>]*>/g, '')));
}

const office = present && hasProgram('soffice');

describe(`LibreOffice${skipped('soffice, or no CORPUS_DIR', office)}`, () => {
  (office ? test : test.skip)(
    'opens every document and shows its values',
    () => {
      const place = mkdtempSync(join(tmpdir(), 'merged-'));
      try {
        for (const { name, bytes } of documents) writeFileSync(join(place, `${name}.docx`), bytes);
        const profile = `-env:UserInstallation=file://${join(place, 'profile')}`;
        const files = documents.map(({ name }) => join(place, `${name}.docx`));
        spawnSync('soffice', [profile, '--headless', '--convert-to', 'fodt', '--outdir', place, ...files], {
          stdio: 'ignore',
        });
        const missing = documents.flatMap(({ name, row }) => {
          const file = join(place, `${name}.fodt`);
          const text = existsSync(file) ? wordsOfOdf(readFileSync(file, 'utf8')) : '';
          return text === ''
            ? [name]
            : (row.text_contains ?? []).filter((one) => !text.includes(plain(one))).map((one) => `${name}: ${one}`);
        });
        expect(missing).toEqual([]);
      } finally {
        rmSync(place, { recursive: true });
      }
    },
    180_000,
  );
});
