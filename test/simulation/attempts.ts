/** What the world saw of every attempt to send: which process marked it, when, and whether its bytes left. */
import type { Life } from './simulatedLife.ts';

export interface Attempt {
  marker: string;
  to: string;
  mailbox: string;
  /** The draft that it sends; null: none. */
  draftId: string | null;
  life: Life;
  /** In true time: when the mark was asked for, and when the first byte left. */
  marked: number;
  /** The mark was made, as far as its process knows. */
  granted: boolean;
  left: number | null;
  /** The provider took it. */
  taken: boolean;
  /** A frozen process wrote after its turn was over: it had been asked right before. */
  window: boolean;
}

export interface Attempts {
  all: Attempt[];
  of(marker: string): Attempt[];
  begin(attempt: Pick<Attempt, 'marker' | 'to' | 'mailbox' | 'draftId' | 'life' | 'marked'>): Attempt;
}

export function attempts(): Attempts {
  const all: Attempt[] = [];
  const byMarker = new Map<string, Attempt[]>();
  return {
    all,
    of: (marker) => byMarker.get(marker) ?? [],
    begin(what) {
      const attempt: Attempt = { ...what, granted: false, left: null, taken: false, window: false };
      all.push(attempt);
      byMarker.set(what.marker, [...(byMarker.get(what.marker) ?? []), attempt]);
      return attempt;
    },
  };
}
