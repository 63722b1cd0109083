/** Somebody who came by a hosted link, as the pages speak to them. */
import type { ConnectDeps } from './connectDeps.ts';
import type { LinkGuest } from './connectPages.ts';
import { type LinkRow, linkStatus } from './links.store.ts';
import type { MailProvider } from './providers/mailProvider.ts';

/** `provider`: the kind of mailbox they chose; undefined where it is gone. */
export async function guestOf(
  deps: Pick<ConnectDeps, 'describeUser' | 'clock'>,
  link: LinkRow,
  provider: Pick<MailProvider, 'afterDisconnect'> | undefined,
): Promise<LinkGuest> {
  const open = linkStatus(link, deps.clock()) === 'open';
  return { owner: await deps.describeUser(link.user_id), open, withdraw: provider?.afterDisconnect ?? '' };
}
