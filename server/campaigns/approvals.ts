/** What this process knows about approvals: which are under way, and which drafts it has checked as they are stored. */

export interface Approvals {
  /** Answers what ends it, or null where one is under way already. */
  begin(campaignId: string): (() => void) | null;
  isUnderWay(campaignId: string): boolean;
  /** The draft was checked as it is in this version. `stored`: hash of the list as it was checked; null where that was not looked at. */
  noteCheck(campaignId: string, version: number, stored: string | null): void;
  /** Undefined where another version, or none, was checked: another process, or an older version of this software may have done it. */
  checkOf(campaignId: string, version: number): { stored: string | null } | undefined;
}

/** Drafts that somebody is at work with; whichever is forgotten is checked once more at its start. */
const CHECKS_KEPT = 1_000;

export function approvalsOf(): Approvals {
  const underWay = new Set<string>();
  const checks = new Map<string, { version: number; stored: string | null }>();
  return {
    begin(campaignId) {
      if (underWay.has(campaignId)) return null;
      underWay.add(campaignId);
      return () => void underWay.delete(campaignId);
    },
    isUnderWay: (campaignId) => underWay.has(campaignId),
    noteCheck(campaignId, version, stored) {
      checks.delete(campaignId);
      checks.set(campaignId, { version, stored });
      for (const oldest of checks.keys()) {
        if (checks.size <= CHECKS_KEPT) return;
        checks.delete(oldest);
      }
    },
    checkOf(campaignId, version) {
      const check = checks.get(campaignId);
      return check?.version === version ? { stored: check.stored } : undefined;
    },
  };
}
