/**
 * Where city and postal code stand in the countries of the world (Universal Postal Union, "Postal addressing systems"), for
 * `ADDRESSBLOCK \d`. `letter`: as the letter has it, which is right for its own country and for every one not known here.
 */

export type CityOrder = 'postal-first' | 'postal-below' | 'letter';

const POSTAL_FIRST =
  'AT BA BE BG CH CZ DE DK EE ES FI FR GL GR HR HU IL IS IT LI LT LU MC ME MK NL NO PL PT RO RS SE SI SK SM TR VA'.split(' ');
const POSTAL_BELOW = ['GB'];

/** Languages in which people write the names of countries into their lists. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da'];
/** What lists have beside the names that Intl knows. */
const MORE: Record<string, CityOrder> = {
  uk: 'postal-below',
  england: 'postal-below',
  scotland: 'postal-below',
  wales: 'postal-below',
  'great britain': 'postal-below',
  holland: 'postal-first',
  'the netherlands': 'postal-first',
  'czech republic': 'postal-first',
};

/** Made once for each address block that asks for it. */
export function cityOrders(): (country: string) => CityOrder {
  const orders = new Map<string, CityOrder>(Object.entries(MORE));
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: 'region' });
    for (const code of [...POSTAL_FIRST, ...POSTAL_BELOW]) {
      const order = POSTAL_BELOW.includes(code) ? 'postal-below' : 'postal-first';
      orders.set((names.of(code) ?? code).toLowerCase(), order).set(code.toLowerCase(), order);
    }
  }
  return (country) => orders.get(country.trim().toLowerCase()) ?? 'letter';
}
