/** The one next step for a mailbox in a state, said to the person who can take it. Pure. */
import type { AccountState } from '../../shared/api/accounts.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** `source` of the app the mailbox is connected through; undefined where that app is gone. */
export function nextStep(state: AccountState, source: OAuthApp['source'] | undefined): string | null {
  const imported = source === 'import';
  switch (state) {
    case 'connected':
      return null;
    case 'throttled':
      return 'Let it rest for some hours, then resume the merges that were paused.';
    case 'needs-reconnect':
      return imported ? 'Import this mailbox again.' : 'Connect this mailbox again.';
    case 'needs-admin':
      return 'Show this to the administrator of your organisation. When it is mended, send a test mail: that puts it right here.';
    case 'operator-fault':
      return imported
        ? 'Mend the application this mailbox was imported with, or import it again with one that works.'
        : 'Tell the person who runs this Mergepost server. Nothing has to be connected again: it mends itself once the server is put right.';
    case 'disconnected':
      return imported ? 'Import it again to send from it.' : 'Connect it again to send from it.';
  }
}
