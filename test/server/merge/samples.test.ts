/** The committed samples are what the script makes, and show what they are meant to show. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readList } from '../../../server/merge/lists/readList.ts';
import { compiled } from '../../support/mergeRow.ts';

const ROOT = join(import.meta.dirname, '../../..');
const sample = (name: string) => readFileSync(join(ROOT, 'samples', name));

test('the script makes these bytes, also in another time zone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samples-'));
  execFileSync(process.execPath, [join(ROOT, 'scripts/makeSamples.mjs'), folder], {
    env: { ...process.env, TZ: 'Pacific/Auckland' },
  });
  for (const name of readdirSync(folder))
    expect([name, readFileSync(join(folder, name)).equals(sample(name))]).toEqual([name, true]);
  expect(readdirSync(folder)).toHaveLength(6);
  rmSync(folder, { recursive: true });
});

test('the workbook and the csv hold the same list', () => {
  const [xlsx, csv] = [readList(sample('people.xlsx'), 'people.xlsx'), readList(sample('people.csv'), 'people.csv')];
  expect(xlsx.ok && csv.ok && xlsx.value.rows).toEqual(csv.ok ? csv.value.rows : []);
  expect(xlsx.ok && xlsx.value.rows.flat().filter((cell) => cell === '')).toEqual(['']);
});

test('the letter has its fields, picture and remark', () => {
  const letter = compiled({ kind: 'docx', bytes: sample('letter.docx'), name: 'letter.docx' });
  expect(letter.fields).toHaveLength(13);
  expect(letter.images.map((image) => image.contentType)).toEqual(['image/png']);
  expect(letter.remarks.map((remark) => remark.code)).toEqual(['HEADER_FOOTER_LEFT_OUT']);
});
