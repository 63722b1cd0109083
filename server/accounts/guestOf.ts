/** Somebody who came by a hosted link, as the pages speak to them. */
import type { ConnectDeps } from './connectDeps.ts';
import type { LinkGuest } from './connectPages.ts';
import { type LinkRow, linkStatus } from './links.store.ts';
import type { Withdrawal } from './pageTexts/foreignTexts.ts';
import type { MailProvider } from './providers/mailProvider.ts';

/** `provider`: the kind of mailbox they chose; undefined where it is gone. */
export async function guestOf(
  deps: Pick<ConnectDeps, 'whoIs' | 'clock'>,
  link: LinkRow,
  provider: Pick<MailProvider, 'afterDisconnect' | 'app' | 'name'> | undefined,
): Promise<LinkGuest> {
  const open = linkStatus(link, deps.clock()) === 'open';
  return { owner: await deps.whoIs(link.user_id), open, withdraw: provider ? withdrawalOf(provider) : null };
}

function withdrawalOf({ app, name, afterDisconnect }: Pick<MailProvider, 'afterDisconnect' | 'app' | 'name'>): Withdrawal {
  return { sentence: afterDisconnect, kind: app.kind, cloud: app.cloud, name };
}
