/** The file system as the offline commands need it, with failures as sentences. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export type FileAccess = {
  read: (path: string) => Promise<Uint8Array>;
  write: (path: string, content: string | Uint8Array) => Promise<void>;
  makeFolder: (path: string) => Promise<void>;
  list: (folder: string) => Promise<string[]>;
  remove: (path: string) => Promise<void>;
};

export const diskAccess: FileAccess = {
  read: (path) => readFile(path),
  write: (path, content) => writeFile(path, content),
  makeFolder: (path) => makeFolder(resolve(path)),
  list: (folder) => readdir(folder),
  remove: (path) => rm(path),
};

/** Not mkdir with `recursive`: where a file system takes no folders (below /proc) that one tries for ever. @param path absolute */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const above = dirname(path);
    if (await isFolder(path)) return;
    if (codeOf(error) !== 'ENOENT' || above === path || (await isFolder(above))) throw error;
    await makeFolder(above);
    await mkdir(path).catch(async (again: unknown) => {
      if (!(await isFolder(path))) throw again;
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EACCES: 'it may not be opened with the present permissions',
  EPERM: 'it may not be opened with the present permissions',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  EROFS: 'the disk cannot be written to',
};

/** Why a file could not be used, for a person; null where the error is none of the file system's. */
export function fileReason(error: unknown): string | null {
  const code = codeOf(error);
  if (code === null) return null;
  // Of a folder that is to be made it means that the one above takes none.
  if (code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'mkdir') return 'no folder can be made there';
  return REASONS[code] ?? (/^E[A-Z]+$/.test(code) ? `the system says ${code}` : null);
}

function codeOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
