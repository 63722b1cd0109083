/** An input file of an offline command: its content, or the one line that says what is wrong and where. */
import { fileReason } from '../files/fileReason.ts';
import type { FileAccess } from './fileAccess.ts';
import type { Read } from '../merge/readResult.ts';

export type Input<T> = { ok: true; value: T } | { ok: false; line: string };

export async function readInput<T extends object>(
  path: string,
  files: FileAccess,
  use: (bytes: Uint8Array, name: string) => Read<T>,
): Promise<Input<Extract<Read<T>, { ok: true }>>> {
  try {
    const read = use(await files.read(path), path.split(/[\\/]/).at(-1) ?? path);
    return read.ok ? { ok: true, value: read } : { ok: false, line: `${path}: ${read.text}` };
  } catch (error) {
    const reason = fileReason(error);
    if (reason === null) throw error;
    return { ok: false, line: `${path}: This file cannot be read: ${reason}.` };
  }
}

/** Sentences may quote a name with line breaks; what goes to stderr is one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
