/** What the sending side may ask of a connected mailbox; the tables behind it stay inside this feature. */
import type { AccountState, WireKind } from '../../shared/api/accounts.ts';
import type { RetryPolicy } from '../../shared/api/pace.ts';
import type { MailWire } from '../mail/mailWire.ts';

export interface SendingAccount {
  id: string;
  userId: string;
  provider: string;
  address: string;
  /** `provider:tid:oid`: the key of pace and rest. */
  mailbox: string;
  state: AccountState;
  stateReason: string | null;
  wire: WireKind;
  /** Whether mail may go out under another sender. */
  maySendAs: boolean;
}

export type FreshToken =
  | { ok: true; accessToken: string; address: string; wire: MailWire; fromName: string | null }
  /** Who can mend it: the person by connecting again, an administrator, whoever runs this server. The account's state says so already. */
  | { ok: false; kind: 'reconnect' | 'admin' | 'operator'; code: string; reason: string }
  /** The provider's token service is not answering, or with this `status`; nothing about the account is wrong. */
  | { ok: false; kind: 'later'; code: string; reason: string; waitMs?: number; status?: number };

/** How fast a mailbox may send: the strictest of all accounts that connect it, with what its provider and its age say. */
export interface MailboxLimits {
  perMinute: number;
  /** Recipients in any rolling 24 hours; null: no limit. */
  perDay: number | null;
  /** When `perDay` of a new mailbox grows, milliseconds since 1970, and to what; absent where it stays. */
  grows?: readonly { at: number; perDay: number }[];
  /** Its organisation at Microsoft. `perDay`: recipients outside of it for all its mailboxes together; null: nobody entered its licences. */
  tenant: { tid: string; perDay: number | null; domains: readonly string[] | null } | null;
}

export interface AccountUse {
  /** Limits of a mailbox (`provider:tid:oid`) now; the daily one of a new mailbox grows. */
  limitsOf(mailbox: string): Promise<MailboxLimits>;
  /** What becomes of a message that could not be handed over. */
  retryOf(accountId: string): Promise<RetryPolicy>;
  /** The caller's own account, or undefined: other people's do not exist. */
  find(userId: string, accountId: string): Promise<SendingAccount | undefined>;
  /** An access token good for a few minutes at least; one refresh at a time per account. `refused`: the token the provider just answered 401 to. */
  freshToken(accountId: string, refused?: string): Promise<FreshToken>;
  /** Remembers that mail went out through it. */
  used(accountId: string): Promise<void>;
  /**
   * The provider said the account cannot send: shown to the person with what to do next. `asOf`: when the message it said
   * so about was taken up; what is older than the present connection says nothing about it.
   */
  changeState(accountId: string, state: AccountState, reason: string | null, asOf?: number, next?: string): Promise<void>;
}
