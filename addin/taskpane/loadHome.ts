/** The first screen of whoever is signed in. It can be asked for before anything is drawn; asked for twice it comes once. */
import type { Home } from '../campaigns/Home.tsx';

export async function loadHome(): Promise<{ default: typeof Home }> {
  return { default: (await import(/* webpackPrefetch: true */ '../campaigns/Home.tsx')).Home };
}
