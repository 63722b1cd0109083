import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/**
 * What the sandbox remembers over a restart: one JSON object per line, appended before the answer leaves, so that a
 * killed process loses nothing it has answered for. A last line torn by a kill is ignored.
 */
export interface Journal<Entry> {
  entries: Entry[];
  append(entry: Entry): void;
  /** Replaces everything, by way of a neighbour file so that there is always one whole file. */
  rewrite(entries: Entry[]): void;
}

export function openJournal<Entry>(file: string | undefined): Journal<Entry> {
  if (file === undefined) return { entries: [], append: () => undefined, rewrite: () => undefined };
  const entries = existsSync(file) ? readLines<Entry>(readFileSync(file, 'utf8')) : [];
  const write = (all: Entry[]) => {
    writeFileSync(`${file}.new`, all.map(line).join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  write(entries);
  return { entries, append: (entry) => appendFileSync(file, line(entry)), rewrite: write };
}

const line = (entry: unknown) => `${JSON.stringify(entry)}\n`;

function readLines<Entry>(text: string): Entry[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => JSON.parse(each) as Entry);
}
