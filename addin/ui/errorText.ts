/** Words for any code, also for one that a newer server invented. */
import { type ErrorWords, errorText, ownErrorText } from './texts/errorTexts.ts';

export function wordsFor(code: string): ErrorWords {
  const known: Record<string, ErrorWords> = { ...errorText, ...ownErrorText };
  return known[code] ?? errorText.INTERNAL;
}
