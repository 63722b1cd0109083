/**
 * Findings about letter, list and rows by their code, where the pane says them in its own words. In English it has none:
 * the server says them in English, and more exactly. (Those that are counted over rows stand in mergeTexts.)
 */

/** What a sentence may name. */
export interface Said {
  row: number | null;
  field: string | null;
  /** What the server's sentence names, each in its « ». */
  names: readonly string[];
  /** What it counts or measures, as English writes it. */
  numbers: readonly string[];
}

export const findingTexts: Readonly<Record<string, (said: Said) => string>> = {};
