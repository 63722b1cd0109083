/** The environment of an entry file: the process's own variables over those of a `.env` file in the working directory. */
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export function environment(
  own: Readonly<Record<string, string | undefined>>,
  path = '.env',
): Record<string, string | undefined> {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...own };
  } catch (error) {
    // Having none is the usual case; one that cannot be read must not look like having none.
    if ((error as { code?: unknown }).code === 'ENOENT') return { ...own };
    throw error;
  }
}
