/**
 * What the server rarely says, loaded only when it is to be shown: findings by their code, and whole sentences by the
 * server's own. In English there are none of one's own, and nothing is ever loaded (see serverTexts).
 */
import type { SaidFinding } from '../sayFinding.ts';
import type { SaidPart, Sentences } from '../saySentences.ts';
import type { findingTexts } from './findingTexts.ts';

export interface RareTexts {
  findings: typeof findingTexts;
  sentences: Sentences;
  /** What the server says: a finding by its code, anything else by those sentences as far as they go. */
  say: (text: string, finding?: SaidFinding) => SaidPart[];
}

export const rareTexts: RareTexts = { findings: {}, sentences: {}, say: (text) => [{ text, known: false }] };
