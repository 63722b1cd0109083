/** Zip files of our own, read by others. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { LETTER_ZIP_LIMITS, openZip } from '../../../../server/merge/ooxml/openZip.ts';
import { packEntry, type ZipEntry, zipPacker } from '../../../../server/merge/ooxml/packZip.ts';
import { hasProgram } from '../../../support/schemaFaults.ts';

const entry = (name: string, text: string, level = 6): ZipEntry => ({ name, entry: packEntry(Buffer.from(text), level) });

/** Entries as they lie in somebody else's zip, stored and deflated. */
function others(): ZipEntry[] {
  const zip = openZip(
    zipSync({ 'stored.txt': [Buffer.from('as it is'), { level: 0 }], 'a/b.txt': Buffer.from('x'.repeat(500)) }),
    LETTER_ZIP_LIMITS,
  );
  if (!zip.ok) throw new Error(zip.problem);
  return [...zip.packed].map(([name, packed]) => ({ name, entry: packed }));
}

const pack = zipPacker([entry('first.xml', '<a/>'), ...others()]);
const zip = pack([entry('größe.txt', 'Straße'), entry('empty.txt', '')]);

describe('a zip', () => {
  test('has all entries, in their order', () => {
    const read = unzipSync(zip);
    expect(Object.keys(read)).toEqual(['first.xml', 'stored.txt', 'a/b.txt', 'größe.txt', 'empty.txt']);
    expect(Object.values(read).map((content) => strFromU8(content))).toEqual(['<a/>', 'as it is', 'x'.repeat(500), 'Straße', '']);
  });

  test('opens with our own reader, checksums included', () => {
    expect(openZip(zip, LETTER_ZIP_LIMITS).ok).toBe(true);
  });

  test('the same content makes the same bytes; more or less packing the same content', () => {
    expect(Buffer.compare(pack([entry('x', 'y')]), pack([entry('x', 'y')]))).toBe(0);
    const [loose, tight] = [entry('x', 'y'.repeat(5000), 0), entry('x', 'y'.repeat(5000), 9)].map((one) => zipPacker([])([one]));
    expect(loose?.length).toBeGreaterThan(5000);
    expect(tight?.length).toBeLessThan(300);
    expect(unzipSync(tight ?? zip)['x']).toEqual(unzipSync(loose ?? zip)['x']);
  });

  const program = hasProgram('unzip', '-v');
  (program ? test : test.skip)(`another program finds no fault${program ? '' : ' (skipped: there is no unzip)'}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    try {
      writeFileSync(join(folder, 'a.zip'), zip);
      expect(spawnSync('unzip', ['-tqq', join(folder, 'a.zip')], { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
