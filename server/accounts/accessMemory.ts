/**
 * Access tokens of mailboxes that send over SMTP: in this process only, never in the database. Each is good for one version
 * of the account's tokens: whatever writes newer ones, in whichever process, makes it void.
 */

export interface Access {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** When it was given: half of its life is counted from there. */
  since: number;
}

export interface AccessMemory {
  keep(accountId: string, version: number, access: Access): void;
  of(accountId: string, version: number): Access | undefined;
  forget(accountId: string): void;
}

export function accessMemory(): AccessMemory {
  const kept = new Map<string, Access & { version: number }>();
  return {
    keep: (accountId, version, access) => void kept.set(accountId, { ...access, version }),
    of: (accountId, version) => {
      const found = kept.get(accountId);
      if (found?.version === version) return found;
      kept.delete(accountId);
      return undefined;
    },
    forget: (accountId) => void kept.delete(accountId),
  };
}
