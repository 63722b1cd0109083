/** A file that is to be written later, made now with its folder, so that a fault is told before anything depends on it. */
import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, fileReason } from './fileReason.ts';
import { makeFolder } from './makeFolder.ts';

/** For its owner only; one that is there stays as it is. @throws what the system says; `whyNoFile` has words for it. */
export function makeFile(path: string): void {
  makeFolder(dirname(path));
  closeSync(openSync(path, 'a', 0o600));
}

/** Null where the error is none of the file system's. Pure. */
export function whyNoFile(error: unknown): string | null {
  switch (codeOf(error)) {
    case 'EISDIR':
      return 'it is a folder';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'a part of that path is a file and no folder';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there';
    case 'ENOENT':
      return 'no folder or file can be made there';
    default:
      return fileReason(error);
  }
}
