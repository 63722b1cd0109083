/** German words by code, as the English tables have theirs. */

/** Codes that share a text, separated by blanks; the text. */
export type GermanRow = readonly [codes: string, text: string];

/** A Map, so that "constructor" is no code. */
export type GermanWords = ReadonlyMap<string, string>;

export function germanWords(rows: readonly GermanRow[]): GermanWords {
  return new Map(rows.flatMap(([codes, text]) => codes.split(' ').map((code) => [code, text] as const)));
}
