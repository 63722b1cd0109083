/** What a merge says while it is being sent, and afterwards. */
import { mails, n } from './counts.ts';

export const sendingTexts = {
  sending: {
    pause: 'Pause',
    resume: 'Go on sending',
    cancelRest: 'Cancel the rest',
    close: 'You can close this window; sending goes on.',
    speed: (perMinute: number) => `up to ${n(perMinute)} a minute`,
    finishes: (moment: string) => `Finishes about ${moment}`,
    resting: (moment: string) => `The mail service asked for a pause. It goes on by itself about ${moment}.`,
    paused: 'Paused.',
    mailbox: 'See the mailbox',
    pausedNext: 'Nothing is being sent. Go on whenever you like.',
    reconnecting: 'The connection to Mergepost is interrupted. Sending goes on; this page catches up by itself.',
    cancelSure: (rest: number) => `Cancel the remaining ${mails(rest)}?`,
    cancelNext: (sent: number) =>
      sent === 0 ? 'Nothing has been sent yet.' : `${mails(sent)} already sent cannot be called back.`,
    keep: 'Keep sending',
    cancelIt: (rest: number) => `Cancel ${mails(rest)}`,
    last: 'Last sent',
    of: (total: number) => `of ${mails(total)} sent`,
  },

  result: {
    all: 'All',
    search: 'Search by address',
    report: 'Download report',
    downloading: 'Preparing the report…',
    newMerge: 'New merge',
    none: 'No rows here.',
    more: 'Show more',
    row: (row: number) => `Row ${n(row)}`,
    noAddress: 'no usable address',
    shown: (shown: number, all: number) => `${n(shown)} of ${n(all)}`,
    why: {
      unknown: 'No answer came in time; this mail may have been sent. Look in your Sent Items before you send it again.',
      accepted: 'The mail service took this mail over for delivery.',
      skipped: 'This row was left out.',
      rejected: 'This mail was not sent.',
      cancelled: 'Cancelled before it was sent.',
      queued: 'Waits for its turn.',
      claimed: 'On its way.',
      submitting: 'On its way.',
    },
    headline: (sent: number, doubtful: number) =>
      doubtful === 0 ? `${mails(sent)} sent` : `${mails(sent)} sent, ${n(doubtful)} doubtful`,
    cancelledHeadline: (sent: number) => (sent === 0 ? 'Cancelled before anything was sent' : `Cancelled after ${mails(sent)}`),
    finished: (moment: string) => `Finished ${moment}`,
  },
} as const;
