/** The one way to make a folder, for everybody who writes files. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from './fileReason.ts';

/**
 * With those above it; one that is there stays as it is. Not mkdir with `recursive`: where a file system takes no folders (below
 * /proc) that one tries for ever.
 * @throws what the system says; `fileReason` has words for it.
 */
export function makeFolder(path: string): void {
  const whole = resolve(path);
  try {
    mkdirSync(whole);
  } catch (error) {
    const above = dirname(whole);
    if (isFolder(whole)) return;
    if (codeOf(error) !== 'ENOENT' || above === whole || isFolder(above)) throw error;
    makeFolder(above);
    makeInside(whole);
  }
}

/** Another process may have been faster. */
function makeInside(whole: string): void {
  try {
    mkdirSync(whole);
  } catch (error) {
    if (!isFolder(whole)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
