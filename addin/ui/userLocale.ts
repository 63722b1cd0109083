/**
 * How this person writes numbers and dates. The page learns it once and keeps it where its language stands too: on <html>.
 * Texts are made far from anything that could be handed down to them, and the document is the one thing they share.
 */

/** What of an element this needs; so the catalogue can be read where there is no page. */
interface Root {
  dataset: Record<string, string | undefined>;
}

/** Office's display language, else the browser's; undefined (the machine's own) where neither can be used. */
export function chooseLocale(wanted: readonly (string | null | undefined)[]): string | undefined {
  return wanted.find((locale) => locale !== null && locale !== undefined && isLocale(locale)) ?? undefined;
}

export function keepLocale(root: Root, wanted: readonly (string | null | undefined)[]): void {
  const locale = chooseLocale(wanted);
  if (locale === undefined) delete root.dataset['locale'];
  else root.dataset['locale'] = locale;
}

export function userLocale(): string | undefined {
  const page = (globalThis as { document?: { documentElement: Root } }).document;
  return page?.documentElement.dataset['locale'];
}

/** Old versions of Office say things like `zh-CHS`, at which the browser's formats throw. */
function isLocale(locale: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
