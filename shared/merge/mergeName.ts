/** What a merge that nobody named is called: after its letter or list, without the ending of the file. Pure. */

/** At most 200 characters; empty where nothing is left of the file's name. */
export function mergeName(file: string): string {
  return file
    .replace(/\.[^.]{1,5}$/, '')
    .trim()
    .slice(0, 200);
}
