/** Mails of which nobody knows whether they arrived: how to look, and how to decide. */
import { mails, n } from './counts.ts';

export const doubtTexts = {
  title: (value: number) => `${mails(value)} may or may not have arrived`,
  why: (value: number) =>
    value === 1
      ? 'The answer of the mail service got lost. It is not sent again by itself.'
      : 'The answers of the mail service got lost. They are not sent again by themselves.',
  look: 'Check Sent Items',
  looking: 'Looking…',
  lookingFor: (value: number) =>
    `Looking for ${mails(value)} in Sent Items. What is found settles itself; this can take a few minutes.`,
  nothingToLook: 'There is nothing new to look for right now. Try again in a few minutes, or decide yourself.',
  byHand:
    'Mergepost may not read this mailbox, so please look: open Sent Items in Outlook (in Gmail: Sent) and search for each address.',
  allow: 'Next time it can look by itself: Mailboxes, More.',
  list: 'Mails in doubt',
  from: (moment: string) => `Can be decided from ${moment}`,
  again: 'Send again',
  againNamed: (to: string) => `Send again to ${to}`,
  sent: 'Mark as sent',
  sentNamed: (to: string) => `Mark as sent: ${to}`,
  againAll: (value: number) => `Send all ${n(value)} again`,
  sentAll: (value: number) => `Mark all ${n(value)} as sent`,
  againSure: (value: number) => `Send ${mails(value)} again?`,
  againNext: (value: number, to: string | null) =>
    value === 1
      ? `If it arrived after all, ${to ?? 'its receiver'} gets it twice. Look in Sent Items first.`
      : 'Whoever got it after all gets it twice. Look in Sent Items first.',
  againIt: (value: number) => `Send ${mails(value)} again`,
  sentSure: (value: number) => `Mark ${mails(value)} as sent?`,
  sentNext: 'They count as sent and are not sent again. The report says that a person decided.',
  sentIt: (value: number) => `Mark ${mails(value)} as sent`,
  no: 'Not yet',
  nowSent: (value: number) => `${mails(value)} marked as sent.`,
  nowAgain: (value: number) => `${mails(value)} will be sent again.`,
  /** 0: all were meant, and there are none. */
  notInDoubt: (value: number) =>
    value === 0
      ? 'No mail is in doubt any more. The results say what became of each.'
      : `${mails(value)} ${value === 1 ? 'is' : 'are'} not in doubt any more. The results say what became of ${value === 1 ? 'it' : 'them'}.`,
  tooEarly: (value: number, moment: string | null) =>
    `${mails(value)} may still be on ${value === 1 ? 'its' : 'their'} way: can be decided ${moment === null ? 'in a few minutes' : `from ${moment}`}.`,
} as const;
