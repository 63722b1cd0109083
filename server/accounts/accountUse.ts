/** What the sending side may ask of a connected mailbox; the tables behind it stay inside this feature. */
import type { AccountState, WireKind } from '../../shared/api/accounts.ts';
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
  /** The provider's token service is not answering; nothing about the account is wrong. */
  | { ok: false; kind: 'later'; code: string; reason: string; waitMs?: number };

export interface AccountUse {
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
