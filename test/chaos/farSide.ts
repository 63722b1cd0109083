/** Everything beyond the server's own network card, as the driver of the chaos sees and scripts it. */
import type { Fault } from '../../server/sandbox/faults.ts';
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import type { Feature } from '../../shared/api/accounts.ts';

/** A mail that was taken: it arrives. */
export interface SentMail {
  to: string[];
  /** Its header `x-mergepost-id`. */
  marker: string | null;
}

/** What the mailbox's grant allows for exactly once. */
export type Proof = 'none' | 'search' | 'draft';

export interface Owner {
  address: string;
  proof: Proof;
}

export const FEATURES_OF: Record<Proof, Feature[]> = { none: [], search: ['followUp'], draft: ['exactlyOnce'] };

export interface FarSide {
  /** Settings of a server that sends through it. */
  env: Record<string, string>;
  /** Groups of mailboxes, one group after the other; inside a group they send side by side. */
  stages: Owner[][];
  /** Asked by whoever is to be found; never by the server. */
  sent(): Promise<SentMail[]>;
  /** How many mails were taken in this run, as far as the wire saw; cheap to ask. */
  taken(): number;
  sends(): SendRequest[];
  script(route: string, fault: Fault, times?: number): void;
  calm(): void;
  /** Ends the access tokens of a mailbox; undefined where that cannot be scripted. */
  endAccess: ((address: string) => void) | undefined;
  close(): Promise<void>;
}
