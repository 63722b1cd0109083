/** One explained code: who can do something about it, and what. */

/**
 * `user`: the person who sends. `admin`: the administrator of that person's organisation. `operator`: whoever runs this
 * Mergepost server and its app registration. `developer`: our own mistake, to be reported. `wait`: it passes.
 */
export const HELPERS = ['user', 'admin', 'operator', 'developer', 'wait'] as const;
export type Helper = (typeof HELPERS)[number];

export interface HelpEntry {
  who: Helper;
  /** What happened and, as the last sentence, the one next step; whole sentences for that person, without the code. */
  text: string;
}

/** What a code was found to mean. */
export interface HelpMatch extends HelpEntry {
  /** As its maker writes it: `AADSTS65001`, `ErrorSendAsDenied`, `535 5.7.139`. */
  code: string;
  source: 'entra' | 'graph' | 'google' | 'smtp' | 'dialog' | 'oauth';
}

/** A Map, so that "constructor" is no code. */
export type HelpTable = ReadonlyMap<string, HelpEntry>;

/** Codes that share an entry, separated by blanks; who acts; the text. */
export type HelpRow = readonly [codes: string, who: Helper, text: string];

export function helpTable(rows: readonly HelpRow[]): HelpTable {
  return new Map(rows.flatMap(([codes, who, text]) => codes.split(' ').map((code) => [code, { who, text }] as const)));
}
