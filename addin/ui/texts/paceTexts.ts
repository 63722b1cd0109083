/** How fast a mailbox sends, and what becomes of mails that could not be handed over. */
import { n } from './counts.ts';

export const paceTexts = {
  speed: 'Speed',
  modes: { careful: 'Careful', normal: 'Normal', fast: 'Fast', own: 'Own' },
  means: {
    careful: 'Gentle: a mailbox that is new here starts small, and its number doubles every day.',
    normal: 'The usual number for a mailbox of this kind.',
    fast: 'Close to what the mail service allows. It may ask for pauses.',
    own: 'Your own numbers. The mail service may ask for pauses.',
  },
  numbers: (perMinute: number, perDay: number | null) =>
    perDay === null ? `${n(perMinute)} a minute, no limit a day.` : `${n(perMinute)} a minute, ${n(perDay)} in 24 hours.`,
  used: (used: number) => (used === 0 ? 'None used in the last 24 hours.' : `${n(used)} used in the last 24 hours.`),
  perMinute: 'Mails a minute',
  perDay: 'Receivers a day',
  perDayHint: 'In any 24 hours, cc and bcc too. Empty: no limit.',
  wholeNumber: (most: string) => `A whole number from 1 to ${most}.`,

  retry: 'If a mail cannot be handed over',
  retryWhat: 'For mails that certainly were not sent. What is in doubt is never sent again by itself.',
  retryMode: 'Then',
  retryModes: {
    standard: 'Do as this server does for everybody',
    any: 'Try it again a few times',
    status: 'Try it again only for certain codes',
    none: 'Give it up at once',
  },
  codes: 'Codes',
  codesHint: 'For example: 429, 503',
  codesWrong: 'Codes are numbers from 400 to 599, separated by commas.',
  count: 'How often',
  countWrong: 'A whole number from 0 to 100.',
  double: 'Wait twice as long each time',

  look: (permission: string) =>
    `If an answer gets lost, Mergepost cannot know whether that mail arrived. If it may ${permission}, it looks in Sent Items and settles that by itself.`,
  mayLook: 'If an answer gets lost, Mergepost looks in Sent Items and settles it by itself.',
  allow: 'Allow',
  allowNamed: 'Allow looking in Sent Items',
} as const;
