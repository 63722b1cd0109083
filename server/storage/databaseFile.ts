/** The database's file, before anybody opens it, and what the operator is told where it cannot be used. */
import { makeFile, whyNoFile } from '../files/makeFile.ts';

/**
 * Makes it where it is not there, and its folder. For the owner only: letters and lists of people are in it. SQLite gives the
 * files beside it the same permissions.
 * @throws Error with a sentence for the operator.
 */
export function makeDatabaseFile(path: string): void {
  if (path !== ':memory:') unlessUnusable(path, () => makeFile(path));
}

/** @throws Error with a sentence for the operator. */
export function unlessUnusable<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const why = whyNoFile(error) ?? (error as Error).message;
    throw new Error(`${path} cannot be used: ${why}. Set DATABASE_URL to another file.`, { cause: error });
  }
}
