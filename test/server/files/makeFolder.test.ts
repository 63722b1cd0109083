/** The folders that everybody writes into. */
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileReason } from '../../../server/files/fileReason.ts';
import { makeFolder } from '../../../server/files/makeFolder.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function reasonOf(path: string): string | null {
  try {
    makeFolder(path);
    return null;
  } catch (error) {
    return fileReason(error);
  }
}

describe('making a folder', () => {
  test('makes those above it too, and takes one that is there', () => {
    const path = join(folder, 'a', 'b', 'c');
    makeFolder(path);
    makeFolder(`${path}/`);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  test('one that is only a part of a path with dots', () => {
    makeFolder(join(folder, 'x') + '/../y/./z');
    expect(existsSync(join(folder, 'y', 'z'))).toBe(true);
  });

  test.each([
    ['a file of that name', 'file', /in the way/],
    ['a file above it', 'file/sub', /part of the path is a file/],
    ['a file further above it', 'file/sub/sub', /part of the path is a file/],
    ['a name that is too long', 'a'.repeat(300), /name is too long/],
  ])('%s is told', (_what, path, sentence) => {
    writeFileSync(join(folder, 'file'), '');
    expect(reasonOf(join(folder, path))).toMatch(sentence);
  });

  // Node's own recursive mkdir never comes back from there.
  test('a file system that takes no folders is told', () => {
    if (!existsSync('/proc/self')) return;
    for (const path of ['/proc/mergepost', '/proc/mergepost/deeper', '/proc/1/a/b'])
      expect(reasonOf(path)).toMatch(/no folder can be made there|present permissions/);
  });
});
