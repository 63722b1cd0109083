/** In which language and country's way numbers and dates are written. */
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import { writingOf } from './comparable.ts';
import type { CompiledLetter } from './compiledLetter.ts';

export const LOCALE_STANDARD = 'en-US';

type Origin = Pick<CompiledLetter, 'language' | 'decimalMark'>;

/**
 * What was chosen, or the letter's own language; never one that the number and date formats would refuse (BCP 47). Word evaluates
 * fields by the settings of the computer, not of the text, and leaves their decimal mark in the letter (ISO/IEC 29500-1
 * 17.15.1.30): a German text with a decimal point was made for English numbers and dates.
 */
export function mergeLocale(settings: Pick<MergeSettings, 'locale'>, letter: Origin | null): string {
  const chosen = knownLocale(settings.locale);
  if (chosen !== null) return chosen;
  const language = knownLocale(letter?.language ?? null) ?? LOCALE_STANDARD;
  return letter?.decimalMark === '.' && writingOf(language).decimal !== '.' ? LOCALE_STANDARD : language;
}

/** `de_DE` is taken for `de-DE`; null for what is no language tag. */
export function knownLocale(tag: string | null): string | null {
  if (tag === null || tag.trim() === '') return null;
  try {
    const [known] = Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'));
    return known !== undefined && Intl.NumberFormat.supportedLocalesOf(known).length > 0 ? known : null;
  } catch {
    return null; // it throws a RangeError for what is not well formed
  }
}
