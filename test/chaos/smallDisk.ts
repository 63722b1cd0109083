/** A folder for the database on a small file system, so that the disk can be full; where mounting is not permitted, any folder. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  /** Fills it to the last byte; answers how to make room again. Undefined where there is no small disk. */
  fill: (() => () => void) | undefined;
  /** Why there is none. */
  sentence: string;
  remove(): void;
}

const PIECE = Buffer.alloc(64 * 1024);

export function smallDisk(mails: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-chaos-'));
  const kilobytes = 24 * 1024 + mails * 8;
  const refusal = mount(folder, kilobytes);
  const remove = (): void => {
    if (refusal === undefined) execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  if (refusal !== undefined)
    return {
      folder,
      fill: undefined,
      remove,
      sentence: `Disk full was left out: no small file system could be mounted (${refusal}).`,
    };
  const sentence = `The database lies on a file system of ${Math.round(kilobytes / 1024)} MB.`;
  return { folder, fill: () => fillUp(folder), remove, sentence };
}

function mount(folder: string, kilobytes: number): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    return undefined;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return said === '' ? 'mount is not to be had' : said;
  }
}

function fillUp(folder: string): () => void {
  const ballast = join(folder, 'ballast');
  const file = openSync(ballast, 'w');
  try {
    for (let written = PIECE.length; written === PIECE.length && statfsSync(folder).bfree > 0; ) written = writeSync(file, PIECE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
  return () => rmSync(ballast, { force: true });
}
