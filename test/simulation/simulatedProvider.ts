/** Mailboxes at their provider, in true time: who may come in, which drafts lie there, and every mail that was really taken. */
import type { EventLog } from './eventLog.ts';
import type { VirtualTime } from './virtualTime.ts';

export interface Taken {
  marker: string;
  to: string;
  mailbox: string;
  at: number;
}

interface Draft {
  marker: string;
  mailbox: string;
  /** `discarded`: by us. */
  state: 'draft' | 'sent' | 'deleted' | 'discarded';
}

export interface SimulatedProvider {
  taken: Taken[];
  takenOf(marker: string): Taken[];
  /** Gives access for `lifeMs` of true time. */
  grant(accountId: string, lifeMs: number): string;
  /** Every access token of the account is worth nothing from now on. */
  withdraw(accountId: string): void;
  letsIn(accessToken: string): boolean;
  makeDraft(mailbox: string, marker: string): string;
  draft(id: string): Draft | undefined;
  /** The owner of the mailbox deletes one that was not sent. */
  deleteDraft(id: string): void;
  /** We take one out of Drafts. */
  discardDraft(id: string): void;
  /** Takes a mail; false: its draft is not one any more. */
  take(mail: { marker: string; to: string; mailbox: string; draftId: string | null }): boolean;
  /** While it lasts every mail is put off. */
  stormUntil: number;
}

export function simulatedProvider(time: VirtualTime, log: EventLog, onTaken: (taken: Taken) => void): SimulatedProvider {
  const taken: Taken[] = [];
  const byMarker = new Map<string, Taken[]>();
  const tokens = new Map<string, { accountId: string; until: number }>();
  const drafts = new Map<string, Draft>();
  let made = 0;

  return {
    taken,
    stormUntil: 0,
    takenOf: (marker) => byMarker.get(marker) ?? [],
    grant(accountId, lifeMs) {
      made += 1;
      const token = `access-${made}`;
      tokens.set(token, { accountId, until: time.real() + lifeMs });
      return token;
    },
    withdraw(accountId) {
      for (const [token, { accountId: owner }] of tokens) if (owner === accountId) tokens.delete(token);
    },
    letsIn: (token) => (tokens.get(token)?.until ?? 0) > time.real(),
    makeDraft(mailbox, marker) {
      made += 1;
      drafts.set(`draft-${made}`, { marker, mailbox, state: 'draft' });
      return `draft-${made}`;
    },
    draft: (id) => drafts.get(id),
    deleteDraft(id) {
      const draft = drafts.get(id);
      if (draft?.state === 'draft') draft.state = 'deleted';
    },
    discardDraft(id) {
      const draft = drafts.get(id);
      if (draft?.state === 'draft') draft.state = 'discarded';
    },
    take({ marker, to, mailbox, draftId }) {
      if (draftId !== null) {
        const draft = drafts.get(draftId);
        if (draft?.state !== 'draft') return false;
        draft.state = 'sent';
      }
      const mail = { marker, to, mailbox, at: time.real() };
      log.note(`provider takes ${marker} for ${to}`);
      taken.push(mail);
      byMarker.set(marker, [...(byMarker.get(marker) ?? []), mail]);
      onTaken(mail);
      return true;
    },
  };
}
