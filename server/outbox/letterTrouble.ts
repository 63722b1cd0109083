/** Mails that cannot be made: the same error again and again is no bad moment of the store, and nobody is given up for it. Pure. */

export type TroubleVerdict = { again: true } | { again: false; alike: number; reason: string };

export interface LetterTrouble {
  /** Takes note of a failure to make the next mail of a campaign. `again: false`: often enough. */
  note(campaignId: string, error: unknown, now: number): TroubleVerdict;
  /** Until then the campaign is left alone; may lie in the past. */
  waitsUntil(campaignId: string): number;
  /** A mail could be made. */
  over(campaignId: string): void;
}

/** With 1, 2, 4 and 8 seconds in between: longer than a store is busy. */
export const ALIKE_TROUBLES_MAX = 5;

export function letterTrouble(): LetterTrouble {
  const all = new Map<string, { text: string; alike: number; until: number }>();
  return {
    note(campaignId, error, now) {
      const text = error instanceof Error ? error.message : String(error);
      const before = all.get(campaignId);
      const alike = before?.text === text ? before.alike + 1 : 1;
      if (alike >= ALIKE_TROUBLES_MAX) {
        all.delete(campaignId);
        return { again: false, alike, reason: reasonOf(text) };
      }
      all.set(campaignId, { text, alike, until: now + 1000 * 2 ** (alike - 1) });
      return { again: true };
    },
    waitsUntil: (campaignId) => all.get(campaignId)?.until ?? 0,
    over(campaignId) {
      if (all.size > 0) all.delete(campaignId);
    },
  };
}

function reasonOf(text: string): string {
  const said = /[.!?]$/.test(text) ? text : `${text}.`;
  return `Paused, because its next mails could not be made: ${said} Nothing was sent to them. When that is mended, resume here.`;
}
