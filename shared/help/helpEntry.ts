/** One explained code: who can do something about it, and what. */

/**
 * `user`: the person who sends. `admin`: the administrator of that person's organisation. `operator`: whoever runs this
 * Mergepost server and its app registration. `developer`: our own mistake, to be reported. `wait`: it passes.
 */
export const HELPERS = ['user', 'admin', 'operator', 'developer', 'wait'] as const;
export type Helper = (typeof HELPERS)[number];

export interface HelpEntry {
  who: Helper;
  /** What happened and the one next step; whole sentences for that person, without the code. */
  text: string;
}
