/** In which language and country's way numbers and dates are written. */
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import type { CompiledLetter } from './compiledLetter.ts';

export const LOCALE_STANDARD = 'en-US';

/** What was chosen, or the letter's own language; never one that the number and date formats would refuse (BCP 47). */
export function mergeLocale(settings: Pick<MergeSettings, 'locale'>, letter: Pick<CompiledLetter, 'language'> | null): string {
  return knownLocale(settings.locale) ?? knownLocale(letter?.language ?? null) ?? LOCALE_STANDARD;
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
