/** `mergepost manifest` as a person at a shell sees it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { diskAccess } from '../../../server/cli/fileAccess.ts';
import { type ManifestOptions, writeManifests } from '../../../server/cli/writeManifests.ts';
import { ran } from '../../support/aCommand.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(options: Partial<ManifestOptions>, files = diskAccess) {
  const [out, err]: [string[], string[]] = [[], []];
  const lines = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const given = {
    url: 'https://mail.example.com',
    out: join(folder, 'handed', 'out'),
    version: '0.1.0',
    revision: 0,
    ...options,
  };
  return { code: await writeManifests(given, lines, files), out, err };
}

const idIn = (path: string) => /<Id>(.+)<\/Id>/.exec(readFileSync(path, 'utf8'))?.[1];

describe('mergepost manifest', () => {
  test('writes both files, makes the folder, and says what comes next', async () => {
    const { code, out } = await run({});
    const written = join(folder, 'handed', 'out');
    expect(code).toBe(0);
    expect(readdirSync(written).toSorted()).toEqual(['manifest.outlook.xml', 'manifest.xml']);
    expect(out[0]).toBe(`${join(written, 'manifest.xml')}: Word, id ${idIn(join(written, 'manifest.xml'))}, version 0.1.0.0`);
    expect(out[1]).toContain(`Outlook, id ${idIn(join(written, 'manifest.outlook.xml'))}`);
    expect(out[2]).toContain('https://admin.microsoft.com');
    expect(readFileSync(join(written, 'manifest.xml'), 'utf8')).toContain('"https://mail.example.com/office/taskpane.html"');
  });

  test('takes an id that was handed out before', async () => {
    const id = '0E5B1A7C-1111-4222-8333-944455566677';
    await run({ id, out: folder });
    expect(idIn(join(folder, 'manifest.xml'))).toBe(id.toLowerCase());
    expect(idIn(join(folder, 'manifest.outlook.xml'))).not.toBe(id.toLowerCase());
  });

  test.each([
    '{0E5B1A7C-1111-4222-8333-944455566677}',
    ' 0e5b1a7c-1111-4222-8333-944455566677\n',
    '<Id>0e5b1a7c-1111-4222-8333-944455566677</Id>',
  ])('an id as it was copied: %j', async (id) => {
    await run({ id, out: folder });
    expect(idIn(join(folder, 'manifest.xml'))).toBe('0e5b1a7c-1111-4222-8333-944455566677');
  });

  test('makes the version higher, so that an administrator can replace what is deployed', async () => {
    await run({ revision: 3, out: folder });
    for (const name of ['manifest.xml', 'manifest.outlook.xml'])
      expect(readFileSync(join(folder, name), 'utf8')).toContain('<Version>0.1.0.3</Version>');
  });

  test.each([
    ['no https', { url: 'http://mail.example.com' }, /^--url: .*https only.*give https:\/\/mail\.example\.com\.$/],
    ['a path', { url: 'https://mail.example.com/post' }, /^--url: .*Give https:\/\/mail\.example\.com\.$/],
    ['an id that is none', { id: 'mergepost' }, /^--id: .*between <Id> and <\/Id>/],
    ['the id of nothing', { id: '00000000-0000-0000-0000-000000000000' }, /^--id: .*between <Id> and <\/Id>/],
    ['no folder', { out: ' ' }, /^--out: .*such as --out manifests\.$/],
  ])('%s: one line with the next step, and nothing is written', async (_what, options, line) => {
    const { code, err } = await run(options);
    expect([code, err.length]).toEqual([2, 1]);
    expect(err[0]).toMatch(line);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a file where the folder should be is named', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, err } = await run({ out: join(folder, 'file') });
    expect(code).toBe(2);
    expect(err[0]).toMatch(/^--out: .*file cannot be written: .+\. Name a folder of your own\.$/);
  });

  test('a folder that may not be written is named', async () => {
    const refuse = () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }));
    const { code, err } = await run({}, { ...diskAccess, write: refuse });
    expect([code, err[0]]).toEqual([2, expect.stringContaining('present permissions')]);
  });

  test('as a command: what is missing is asked for', async () => {
    expect(await ran(['manifest', '--url', 'https://mail.example.com'])).toMatchObject({
      code: 2,
      text: expect.stringContaining('--out <folder>'),
    });
    const whole = ['manifest', '--url', 'https://mail.example.com', '--out', folder];
    expect(await ran([...whole, '--revision', 'two'])).toMatchObject({ code: 2, text: expect.stringContaining('0 to 99999') });
    expect(await ran(whole)).toMatchObject({ code: 0 });
  });
});
