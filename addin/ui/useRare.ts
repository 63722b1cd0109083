/** The words for what the server rarely says, loaded when they are wanted. */
import { useEffect, useState } from 'react';
import type { RareTexts } from './texts/rareTexts.ts';
import { serverTexts } from './texts/serverTexts.ts';

/** So long a line is held for its words; then the server's own are shown. In milliseconds. */
export const HOLD_MS = 1000;

/** Undefined: they are coming. Null: there are none, or they are not to be had. `wanted`: whether such a line is shown at all. */
export function useRare(wanted = true, load = serverTexts.rare): RareTexts | null | undefined {
  const [rare, setRare] = useState<RareTexts | null>();
  const wish = wanted ? load : null;
  useEffect(() => {
    if (wish === null) return undefined;
    let shown = true;
    const take = (words: RareTexts | null) => {
      if (shown) setRare((before) => before ?? words);
    };
    const timer = setTimeout(take, HOLD_MS, null);
    wish().then(take, () => take(null));
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [wish]);
  return wish === null ? null : rare;
}
