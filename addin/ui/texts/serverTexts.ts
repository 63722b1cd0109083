/**
 * What the server says, in the language of the pane. The server speaks English; each thing it says comes with a code, by
 * which another language says it itself. Null: there are no words of one's own, the server's are shown.
 */
import type { RareTexts } from './rareTexts.ts';

export interface ServerTexts {
  /** Of what language the server's own sentences are, where that is not the language of the pane. */
  foreign: 'en' | null;
  /** Said before a sentence in that language. */
  foreignIs: string;
  /** Why the window of the sign-in did not open, by Office's number. */
  window(code: number): string | null;
  /** What a code of the mail service or its sign-in means, and what to do. */
  service(code: string): string | null;
  /** What to do about a mailbox in this state. */
  mailbox(state: string): string | null;
  /** Loads the words for what is rarely said; null: none. */
  rare: (() => Promise<RareTexts>) | null;
}

export const serverTexts: ServerTexts = {
  foreign: null,
  foreignIs: '',
  window: () => null,
  service: () => null,
  mailbox: () => null,
  rare: null,
};
