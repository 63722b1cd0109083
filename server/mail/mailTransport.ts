/** One wire out. A transport never looks up accounts or tokens: credentials are passed in. */
import type { MailMessage } from './message.ts';
import type { SendOutcome } from './sendOutcome.ts';

export interface Credentials {
  /** The mailbox's own address. */
  address: string;
  /** Name beside it, where its owner chose one. */
  fromName: string | null;
  accessToken: string;
}

/** What the outbox has a say in while a message leaves. */
export interface SendHooks {
  /**
   * Awaited right before the first byte of the request that sends the message: the durable `submitting` mark. `draftId`: the
   * draft that is about to be sent, where the wire makes one first. If it throws nothing is sent, and the error is passed on.
   */
  beforeBytes?: ((noted: { draftId?: string }) => Promise<void>) | undefined;
  /** Asked in the same turn in which the first byte would be written, without waiting. False: nothing leaves, `later` LEASE_OVER. */
  mayWrite?: (() => boolean) | undefined;
  /** The draft that an earlier attempt of this message made: that one is sent, so that it cannot arrive twice. */
  draftId?: string | undefined;
}

/** A message whose end is not known. */
export interface Doubt {
  /** `x-mergepost-id`, our extended property, and the part before the @ of Message-ID. */
  markerId: string;
  draftId: string | null;
  /** When it was about to leave, milliseconds since 1970. */
  submittedAt: number;
}

/** What the mailbox itself says about a message in doubt. `open`: ask again later; `unclear`: it will never say. */
export type LookUp =
  | { kind: 'sent'; providerId?: string; idKind?: 'immutable' | 'gmail' | 'internet' }
  /** Certainly not sent: its draft still lies there, unsent. */
  | { kind: 'notSent' }
  /** `accessRefused`: the access token was; a newer one may be let in. */
  | { kind: 'open'; waitMs?: number; reason: string; accessRefused?: true }
  | { kind: 'unclear'; reason: string; code?: typeof DRAFT_GONE };

/** Code of a doubt whose draft is not in the mailbox any more: no attempt can send that one again. */
export const DRAFT_GONE = 'DRAFT_GONE';

/** What became of a draft that was to go. `open`: try again later; `kept`: it is none any more, or may not be touched. */
export type Discarded =
  | { kind: 'discarded' }
  | { kind: 'open'; waitMs?: number; reason: string }
  | { kind: 'kept'; reason: string };

export interface MailTransport {
  /** It has room for one body: a message needs no plain text. */
  readonly htmlAlone?: true;
  /** There is time to make ready what sending this very message object will need; only a help. Never throws. */
  prepare?(message: MailMessage, as: Credentials): void;
  /** Sends once, never retries, never throws for what the network or the provider does. */
  send(message: MailMessage, as: Credentials, hooks?: SendHooks): Promise<SendOutcome>;
  /** Looks for a message in the mailbox; absent where the wire or its grant has no way to. Never throws for the network. */
  lookUp?(doubt: Doubt, as: Credentials): Promise<LookUp>;
  /**
   * Deletes a draft that lies unsent in Drafts; looks first, and touches nothing else. Absent where the wire makes none, or its grant
   * may not. `mayDelete` is asked between the two; its error is passed on. Never throws for the network.
   */
  discard?(draftId: string, as: Credentials, mayDelete: () => Promise<boolean>): Promise<Discarded>;
}
