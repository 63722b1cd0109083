/** The file system as the offline commands need it, with failures as sentences. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';

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
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  list: (folder) => readdir(folder),
  remove: (path) => rm(path),
};

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file of that name is in the way',
  EACCES: 'it may not be opened with the present permissions',
  EPERM: 'it may not be opened with the present permissions',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk cannot be written to',
};

/** Why a file could not be used, for a person; null where the error is none of the file system's. */
export function fileReason(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  return REASONS[error.code] ?? (/^E[A-Z]+$/.test(error.code) ? `the system says ${error.code}` : null);
}
