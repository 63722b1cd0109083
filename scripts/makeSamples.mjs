/**
 * Writes the letters, people.xlsx and people.csv of samples/. The same bytes every time (fixed dates, no randomness), so a
 * change of the samples is a change of this file. `node scripts/makeSamples.mjs [folder]`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplePeople, sampleColumns } from './samplePeople.mjs';
import { invoiceParts } from './sampleInvoice.mjs';
import { letterParts } from './sampleLetter.mjs';
import { mixedScriptsParts } from './sampleMixedScripts.mjs';
import { offerParts } from './sampleOffer.mjs';
import { peopleWorkbook } from './sampleWorkbook.mjs';
import { fixedZip } from './fixedZip.mjs';

const folder = process.argv[2] ?? 'samples';
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'letter.docx'), fixedZip(letterParts()));
writeFileSync(join(folder, 'offer.docx'), fixedZip(offerParts()));
writeFileSync(join(folder, 'invoice.docx'), fixedZip(invoiceParts()));
writeFileSync(join(folder, 'invitation.docx'), fixedZip(mixedScriptsParts()));
writeFileSync(join(folder, 'people.xlsx'), peopleWorkbook());
writeFileSync(join(folder, 'people.csv'), csv());

function csv() {
  const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [sampleColumns, ...samplePeople.map((person) => sampleColumns.map((column) => person.shown[column]))];
  return `${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
