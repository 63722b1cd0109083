/**
 * Everything the pane says lives in this folder, a file an area, so that another language is another folder of this shape and
 * a screen that nobody opens brings no words along. Sentences with a number are functions: other languages put it elsewhere.
 */
import { mails, n } from './counts.ts';

export const texts = {
  product: 'Mergepost',
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  tryAgain: 'Try again',
  keep: 'Keep it',
  loading: 'Loading…',
  details: 'Details for support',
  /** A part of the pane could not be loaded, or broke. */
  loadAgain: {
    gone: {
      title: 'A part of Mergepost could not be loaded',
      next: 'Mergepost was updated meanwhile, or your connection broke. Load it again: nothing you prepared is lost.',
    },
    broken: { title: 'Something went wrong here', next: 'Load Mergepost again: nothing you prepared is lost.' },
    button: 'Load again',
  },
  signedOut: { title: 'You have been signed out', next: 'Connect your mailbox again. Nothing you prepared is lost.' },
  copy: 'Copy',
  copied: 'Copied',
  sandbox: 'Sandbox: no mail leaves this computer.',
  sandboxLink: 'See the mails',

  /** States of a mailbox. */
  states: {
    connected: 'Connected',
    throttled: 'Resting: the mail service asked for a pause',
    'needs-reconnect': 'Has to be connected again',
    'needs-admin': 'Needs your administrator',
    'operator-fault': 'Mergepost is not set up correctly',
    disconnected: 'Disconnected',
  },

  welcome: {
    title: 'Send a letter as personal e‑mails from your own mailbox.',
    titleInWord: 'Send this letter as personal e‑mails from your own mailbox.',
    promises: [
      'You see every mail before it goes out.',
      'You can pause or stop at any time.',
      'Sending goes on when you close this window.',
    ],
    connect: 'Connect email account',
    may: 'What Mergepost may do',
    mayList: ['Send mail in your name, when you say so', 'Know your name and address', 'Stay connected until you disconnect it'],
    mayNot: 'It cannot read your mail, your contacts or your files.',
    permissions: 'For the curious: Mail.Send, User.Read, offline_access.',
    off: 'Open Mergepost from the place your administrator gave you: signing in here is switched off.',
  },

  home: {
    title: 'Your merges',
    new: 'New merge',
    resume: 'Continue',
    empty: 'A letter, a list, and everybody gets their own mail.',
    emptySteps: ['Choose the letter', 'Add the list of people', 'Look at the mails, then send'],
    mailboxes: 'Mailboxes',
    noMailbox: 'No mailbox connected',
    connectFirst: 'Connect a mailbox to send from.',
    from: (address: string) => `from ${address}`,
    others: (value: number) => `+ ${n(value)}`,
    deleteDraft: 'Delete draft',
    deleteDraftSure: (name: string) => `Delete the draft “${name}”?`,
    deleteDraftNext: 'Its letter and list are removed from Mergepost. Your own files stay as they are.',
    deleteMerge: 'Delete merge',
    deleteMergeSure: (name: string) => `Delete “${name}”?`,
    deleteMergeNext: 'Its letter, list and results are removed from Mergepost. Download the report first if you need it.',
  },

  campaign: {
    draft: 'Draft',
    draftLine: 'Not sent yet',
    statuses: {
      draft: 'Draft',
      scheduled: 'Scheduled',
      running: 'Sending',
      paused: 'Paused',
      finished: 'Finished',
      cancelled: 'Cancelled',
    },
    sentOf: (sent: number, total: number) => `${n(sent)} of ${n(total)} sent`,
    rejected: (value: number) => `${n(value)} rejected`,
    doubtful: (value: number) => `${n(value)} doubtful`,
    skipped: (value: number) => `${n(value)} skipped`,
    cancelled: (value: number) => `${n(value)} cancelled`,
    waiting: (value: number) => `${n(value)} waiting`,
    finishes: (moment: string) => `finishes ${moment}`,
    starts: (moment: string, total: number) => `Starts ${moment} · ${mails(total)}`,
    finishedAt: (moment: string) => `finished ${moment}`,
  },

  outcomes: {
    accepted: 'Sent',
    rejected: 'Rejected',
    unknown: 'Doubtful',
    skipped: 'Skipped',
    cancelled: 'Cancelled',
    queued: 'Waiting',
    claimed: 'Sending',
    submitting: 'Sending',
  },
} as const;
