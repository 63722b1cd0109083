/** In which language a page is answered that exists in several. */

/** The languages the pane is built in (addin/webpack.config.mjs). The first is for everybody whose own is not among them. */
export const PANE_LANGUAGES = ['en', 'de'] as const;
export type PaneLanguage = (typeof PANE_LANGUAGES)[number];

/**
 * What was asked for in the address wins (`?lang=de`, which a manifest names), then the browser's own order.
 * @param wished the value of `lang` in the query, as it came.
 * @param accepted the header Accept-Language (RFC 9110, section 12.5.4).
 */
export function chooseLanguage(wished: unknown, accepted: string | undefined): PaneLanguage {
  return knownLanguage(wished) ?? inOrder(accepted ?? '').find((language) => language !== null) ?? PANE_LANGUAGES[0];
}

/** For answers of the API, whose address names no language: the pane says its own, programs that say none get English. */
export function acceptedLanguage(request: { headers: { 'accept-language'?: string | undefined } }): PaneLanguage {
  return chooseLanguage(undefined, request.headers['accept-language']);
}

/** One of ours, whatever somebody wrote; null where it is none. */
export function knownLanguage(wished: unknown): PaneLanguage | null {
  return typeof wished === 'string' ? languageOf(wished) : null;
}

/** The ranges of the header, most wanted first; null where we do not have that language. A quality of 0 means “never”. */
function inOrder(accepted: string): (PaneLanguage | null)[] {
  return accepted
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.toLowerCase().startsWith('q='))?.slice(2) ?? '1';
      return { language: languageOf(tag), quality: Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
}

/** `de-AT` → `de`. */
function languageOf(tag: string): PaneLanguage | null {
  const primary = tag.toLowerCase().split(/[-_]/)[0];
  return PANE_LANGUAGES.find((language) => language === primary) ?? null;
}
