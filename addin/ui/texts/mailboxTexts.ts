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
    may: (list: string) => `May ${list}.`,
    reconnect: 'Reconnect',
    mayNotReconnect:
      'Signing in here does not help with this one: bring its access again under “More ways to connect”, or ask whoever looks after Mergepost.',
    askAdministrator: 'Ask the administrator',
    disconnect: 'Disconnect',
    disconnectSure: (address: string) => `Disconnect ${address}?`,
    disconnectNext: 'Mergepost forgets this mailbox. Merges that are sending from it stop. You can connect it again later.',
    disconnectRunning: (running: number) =>
      `Mergepost forgets this mailbox. ${count(running, 'merge that is', 'merges that are')} sending from it will stop.`,
    signOut: 'Sign out',
    signedInAs: (name: string) => `Signed in as ${name}`,
    administration: 'Administration',
  },

  /** What a permission means, by its last part in small letters; the sentence is "May …, … and ….". */
  permissions: {
    send: 'send mail in your name',
    shared: 'send for shared mailboxes',
    read: 'read your mail',
    change: 'read and change your mail',
    identity: 'know your name and address',
    stay: 'stay connected',
  },

  test: {
    send: 'Send test mail',
    sending: 'Sending a test mail…',
    sent: (to: string) => `Test mail sent to ${to}. Have a look in your inbox.`,
    failed: 'The test mail was not sent.',
    steps: 'Steps of the test mail',
    names: {
      token: 'Permission',
      connect: 'Connection',
      tls: 'Encryption',
      auth: 'Sign-in',
      accepted: 'Mail taken over',
    },
    statuses: { ok: 'done', failed: 'failed', skipped: 'not needed' },
    notReached: 'not reached',
    time: (milliseconds: number) =>
      milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`,
  },

  settings: {
    more: 'More',
    fromName: 'Name that receivers see',
    fromNameHint: 'Empty: the name of the mailbox itself.',
    fromNameFixed: 'Receivers see the name that Microsoft keeps for this mailbox. Your administrator can change it there.',
    keepAlive: 'Keep it connected although unused',
    keepAliveHint: 'Renewed once a month. Otherwise the connection ends when nobody has used it for long.',
    shared: 'Allow sending for a shared mailbox',
    sharedHint: 'Connects this mailbox again with one permission more.',
    mayShare: 'It may send for shared mailboxes: choose the address in a merge, under Check.',
    technical: 'Technical details',
    app: 'Application',
    wire: 'Sends through',
    wires: { graph: 'Microsoft Graph', gmail: 'Gmail', smtp: 'SMTP' },
    scopes: 'Permissions',
    id: 'ID for support',
  },

  more: {
    fold: 'More ways to connect',
    link: 'Ask somebody else by link',
    bring: 'Bring access from another program',
  },

  links: {
    what: 'Whoever opens the link connects their mailbox to you. It works once.',
    note: 'What is it for?',
    noteHint: 'The other person reads this before they agree.',
    kind: 'Kind of mailbox',
    any: 'They choose',
    create: 'Make a link',
    creating: 'Making the link…',
    made: 'Your link. It is shown only now.',
    address: 'Link',
    copy: 'Copy the link',
    until: (moment: string) => `Works once, until ${moment}.`,
    list: 'Links so far',
    noNote: 'Without a note',
    statuses: {
      open: (moment: string) => `Open until ${moment}`,
      used: (moment: string, address: string | null) => (address ? `Used ${moment}: ${address}` : `Used ${moment}`),
      expired: (moment: string) => `Ran out ${moment}`,
      revoked: 'Withdrawn',
    },
    revoke: 'Withdraw',
    revokeNamed: (note: string) => `Withdraw the link “${note}”`,
  },

  bring: {
    what: 'If another program sends from your mailbox already, its access can be used here. It is tried once before it is kept.',
    file: 'Choose a JSON file',
    fileHint: 'or drop it here',
    fileWrong: 'This file cannot be read. Choose a JSON file with the names below.',
    fileMore: (names: string) => `Also taken from the file: ${names}.`,
    fileUnknown: (names: string) => `Not known and left out: ${names}.`,
    kind: 'Kind of mailbox',
    kinds: { microsoft: 'Microsoft', google: 'Google', generic: 'Another mail service' },
    clientId: 'Number of the application',
    clientSecret: 'Secret of the application',
    refreshToken: 'Lasting access',
    tenant: 'Organisation',
    emailAddress: 'Address of the mailbox',
    fromName: 'Name that receivers see',
    /** What other programs call a field. */
    there: (name: string) => `Often called ${name}.`,
    optional: (name: string) => `Often called ${name}. May stay empty.`,
    connect: 'Try it and connect',
    trying: 'Trying it…',
    done: (address: string) => `Connected: ${address}`,
  },
} as const;
