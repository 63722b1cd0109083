/** Which mailbox is to be connected, and how. */
import type { EmailAccount, Feature } from '../../shared/api/accounts.ts';
import type { Choice } from '../../shared/api/apps.ts';

export interface MailboxWish {
  /** Key of the application it is connected through: part of the address. */
  providerKey: string;
  /** Whose window the person will see, as they call it; null where only the key is known. */
  name: string | null;
  /** The mailbox to connect again; another one is then refused. */
  reconnect?: string;
  prompt?: 'select_account';
  /** The address, where whoever signs people in does not say it. */
  loginHint?: string;
  features?: Feature[];
  /** Its organisation, where that is known: whose administrator may have to agree. */
  tenant?: string;
}

const NAMES: Record<string, string> = { microsoft: 'Microsoft', google: 'Google' };

/**
 * A new mailbox. With one of that kind already there the account chooser must be asked for: otherwise Microsoft and Google
 * silently take the account that is signed in, which is the mailbox that is connected already.
 */
export function wishOfChoice(choice: Choice, accounts: readonly EmailAccount[]): MailboxWish {
  const second = choice.kind !== 'generic' && accounts.some((account) => account.provider === choice.kind);
  return {
    providerKey: choice.key,
    name: NAMES[choice.kind] ?? choice.name,
    ...(second && { prompt: 'select_account' as const }),
  };
}

/** The same mailbox again, through its own application; `features`: what it shall be allowed besides. */
export function wishOfAccount(account: EmailAccount, features: Feature[] = []): MailboxWish {
  return {
    providerKey: account.app,
    name: NAMES[account.provider] ?? null,
    reconnect: account.id,
    ...(features.length > 0 && { features }),
    ...(account.tenant !== null && { tenant: account.tenant }),
  };
}
