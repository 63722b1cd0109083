/**
 * Merged Word documents for each row: ours against docxtemplater, which opens and reads its template again for each document as its
 * manual says. Both pack with DEFLATE at the same level, and both must have made the same text.
 */
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { openPackage } from '../../server/merge/ooxml/openPackage.ts';
import { textOf } from '../../server/merge/ooxml/parseXml.ts';
import { compileWordLetter } from '../../server/merge/compileWordLetter.ts';
import { scopeOf } from '../../server/merge/mergeScope.ts';
import { aBenchLetter, benchRow } from './aBenchLetter.ts';
import { atLeast, type Line, timeBoth } from './ratio.ts';

/** What ours packs with where nothing else is said. */
const LEVEL = 6;
const GOAL = 3;

export async function run(): Promise<Line[]> {
  const letter = aBenchLetter();
  const read = compileWordLetter(letter);
  const document = read.ok ? read.value.document : null;
  if (document === null) throw new Error('The letter of the bench was refused');
  let row = 0;
  const ours = (): Uint8Array => {
    const values = benchRow((row += 1));
    return document(scopeOf((field) => values[field] ?? ''));
  };
  const peer = (): Uint8Array => {
    const made = new Docxtemplater(new PizZip(letter), { delimiters: { start: '{{', end: '}}' } });
    made.render(benchRow((row += 1)));
    return made.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE', compressionOptions: { level: LEVEL } });
  };
  return Promise.resolve([sameText(ours, peer, () => (row = 0)), atLeast(goalOf(ours, peer), GOAL)]);
}

function goalOf(ours: () => unknown, peer: () => unknown): Parameters<typeof atLeast>[0] {
  const times = timeBoth({ ours, peer, rounds: 60 });
  return { what: 'DOCX for each row', peer: 'docxtemplater', unit: 'for a document', times };
}

function sameText(ours: () => Uint8Array, peer: () => Uint8Array, first: () => void): Line {
  const texts = [ours, peer].map((make) => {
    first();
    return textsOf(make());
  });
  const ok = texts[0] === texts[1] && (texts[0]?.length ?? 0) > 5000;
  return { ok, text: `${ok ? 'ok  ' : 'MISS'} DOCX for each row: both documents have the same text` };
}

function textsOf(bytes: Uint8Array): string {
  const read = openPackage(bytes);
  if (!read.ok) throw new Error(read.text);
  const parts = ['word/document.xml', 'word/header1.xml', 'word/footer1.xml'];
  return parts
    .map((name) => read.value.xml(name))
    .map((root) => (root === undefined ? '' : textOf(root)))
    .join('\n');
}
