/** What a merge says while it is being sent, and afterwards. */
import { count, mails, n } from './counts.ts';

export const sendingTexts = {
  sending: {
    pause: 'Pause',
    resume: 'Go on sending',
    cancelRest: 'Cancel the rest',
    close: 'You can close this window; sending goes on.',
    speed: (perMinute: number) => `Up to ${n(perMinute)} a minute`,
    speedAndDay: (perMinute: number, perDay: number) => `Up to ${n(perMinute)} a minute, ${n(perDay)} in 24 hours`,
    finishes: (moment: string) => `Finishes ${moment}`,
    resting: 'The mail service asked for a pause.',
    goesOn: (moment: string) => `It goes on by itself ${moment}.`,
    paused: 'Paused.',
    mailbox: 'See the mailbox',
    pausedNext: 'Nothing is being sent. Go on whenever you like.',
    reconnecting:
      'The connection to Mergepost is interrupted. Sending goes on as soon as it is reached again; this page catches up by itself.',
    cancelSure: (rest: number) => `Cancel the remaining ${mails(rest)}?`,
    cancelNext: (sent: number) =>
      sent === 0 ? 'Nothing has been sent yet.' : `${mails(sent)} already sent cannot be called back.`,
    keep: 'Keep sending',
    cancelIt: (rest: number) => `Cancel ${mails(rest)}`,
    last: 'Last sent',
    of: (total: number) => `of ${mails(total)} sent`,
  },

  scheduled: {
    starts: (moment: string) => `Starts ${moment}`,
    line: (value: number, from: string) => `${mails(value)} from ${from}`,
    close: 'You can close this window; it starts by itself.',
    now: 'Start now',
    starting: 'Starting…',
    cancel: 'Cancel',
    nowSure: (value: number) => `Send ${mails(value)} now?`,
    nowNext: (from: string) =>
      `They leave from ${from}. What is sent cannot be called back; the rest can be cancelled at any time.`,
    nowIt: (value: number) => `Send ${mails(value)}`,
    notYet: 'Not yet',
    cancelSure: (value: number) => `Cancel ${mails(value)}?`,
    cancelNext: 'Nothing has been sent. Letter and list stay, so that you can use them again.',
    cancelIt: (value: number) => `Cancel ${mails(value)}`,
    keep: 'Keep the schedule',
  },

  result: {
    all: 'All',
    search: 'Search by address',
    report: 'Download report',
    reportFile: (merge: string) => `${merge || 'Report'} - report.csv`,
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
    headline: (sent: number) => `${mails(sent)} sent`,
    cancelledHeadline: (sent: number) => (sent === 0 ? 'Cancelled before anything was sent' : `Cancelled after ${mails(sent)}`),
    finished: (moment: string) => `Finished ${moment}`,
    sameAgain: 'Use again',
    copying: 'Making a new draft…',
    retry: (value: number) => (value === 1 ? 'Send the rejected one again' : `Send the ${n(value)} rejected again`),
    retrySure: (value: number) => `Send ${count(value, 'rejected mail', 'rejected mails')} again?`,
    retryNext: (from: string | null) =>
      `${from === null ? 'They leave as they were' : `They leave from ${from} as they were`}. Where an address was wrong, correct the list and use it again instead.`,
    retryIt: (value: number) => `Send ${mails(value)} again`,
    notNow: 'Not now',
    erase: 'Erase personal data',
    eraseSure: 'Erase the personal data of this merge?',
    eraseNext: (rows: number, doubtful: number) =>
      [
        `Its name, letter, list and attachment, and the addresses and reasons of ${count(rows, 'row', 'rows')}, go for good.`,
        doubtful === 0 ? null : `${mails(doubtful)} in doubt can then not be looked up or sent again.`,
        'The mailbox, the dates and the numbers stay. Download the report first if you need it.',
      ]
        .filter((part) => part !== null)
        .join(' '),
    erased: (moment: string) => `Personal data erased ${moment}. The numbers stay.`,
    decided: { person: 'Marked by a person who looked.', 'look-up': 'Found in Sent Items.' },
  },
} as const;
