/** What the page of the mailboxes says. */
import { count } from './counts.ts';

export const mailboxTexts = {
  mailboxes: {
    title: 'Mailboxes',
    add: 'Add a mailbox',
    none: 'No mailbox is connected yet.',
    since: (moment: string) => `since ${moment}`,
    connectedSince: (moment: string) => `Connected ${moment}`,
    lastUsed: (moment: string) => `last used ${moment}`,
    reconnect: 'Reconnect',
    disconnect: 'Disconnect',
    disconnectSure: (address: string) => `Disconnect ${address}?`,
    disconnectNext: 'Mergepost forgets this mailbox. Merges that are sending from it stop. You can connect it again later.',
    disconnectRunning: (running: number) =>
      `Mergepost forgets this mailbox. ${count(running, 'merge that is', 'merges that are')} sending from it will stop.`,
    may: 'Allowed',
    signOut: 'Sign out',
    signedInAs: (name: string) => `Signed in as ${name}`,
  },
} as const;
