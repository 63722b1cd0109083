/** The source of the letter, which is loaded beside the first screen and not before it. */
import type { Pane } from './usePane.ts';

/** The letter's source of this moment: under a pinned pane in Outlook one item follows another. */
export interface Letters {
  now: () => Pane['letterSource'];
  subscribe: (changed: () => void) => () => void;
}

export interface LettersToCome {
  /** Undefined until it is known. Throws what the loading failed with, so that the screen can say so. */
  now: () => Pane['letterSource'] | undefined;
  subscribe: (changed: () => void) => () => void;
}

type Known = { letters: Letters } | { error: unknown } | null;

export function letterWhenReady(loading: Promise<Letters>): LettersToCome {
  let known: Known = null;
  const load = async () => {
    try {
      known = { letters: await loading };
    } catch (error) {
      known = { error };
    }
  };
  const loaded = load();
  return {
    now() {
      if (known === null) return undefined;
      if ('error' in known) throw known.error;
      return known.letters.now();
    },
    subscribe(changed) {
      let stop: (() => void) | null = null;
      let wanted = true;
      const follow = async () => {
        await loaded;
        if (!wanted) return;
        if (known !== null && 'letters' in known) stop = known.letters.subscribe(changed);
        changed();
      };
      void follow();
      return () => {
        wanted = false;
        stop?.();
      };
    },
  };
}
