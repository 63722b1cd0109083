/** The file system as the offline commands need it. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { makeFolder } from '../files/makeFolder.ts';

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
  makeFolder: async (path) => makeFolder(path),
  list: (folder) => readdir(folder),
  remove: (path) => rm(path),
};
