/**
 * Why the sign-in window did not open or ended, by Office's number. Imports only the shape, so that the pane can take it alone.
 * Source: "Handle errors and events in the Office dialog box"; 12008, 12010 and 12012–12014 stand in office.js 1.1.110 only,
 * 12015 in neither.
 */
import type { HelpEntry } from './helpEntry.ts';

const OPERATOR = 'Tell whoever runs this Mergepost server, with this number.';

export const DIALOG_HELP = {
  12002: { who: 'user', text: 'The sign-in page could not be loaded. Check your connection and try again.' },
  12003: { who: 'operator', text: `The sign-in page is not on a secure address (https). ${OPERATOR}` },
  12004: {
    who: 'operator',
    text: `Office does not trust the address of the sign-in page: it must be the one of this pane. ${OPERATOR}`,
  },
  12005: { who: 'operator', text: `The address of the sign-in page does not begin with https. ${OPERATOR}` },
  12006: { who: 'user', text: 'The sign-in window looks closed. Go on in it if it is still open; otherwise open it again.' },
  12007: { who: 'user', text: 'Another window of an add-in is still open. Close it and try again.' },
  12008: { who: 'user', text: 'Office is asking whether the window may open. Choose “Allow” there.' },
  12009: { who: 'user', text: 'You chose not to open the window. Press the button again and choose “Allow”.' },
  12010: { who: 'developer', text: `Office took the sign-in window for one without a page. ${OPERATOR}` },
  12011: { who: 'user', text: 'Your browser blocked the window. Allow pop-up windows for this page and try again.' },
  12012: { who: 'user', text: 'Another window of Office is open and must be answered first. Close it and try again.' },
  12013: { who: 'user', text: 'Another document is in front. Click into this document and try again.' },
  12014: { who: 'user', text: 'The window of Office is minimized. Restore it and try again.' },
  12015: {
    who: 'user',
    text: 'Office could not open the window and gives no reason that is known. Open Mergepost in your browser and connect the mailbox there.',
  },
} as const satisfies Record<number, HelpEntry>;

export type DialogCode = keyof typeof DIALOG_HELP;

/** For a number that nobody knows, and where there is none. */
export const DIALOG_UNKNOWN: HelpEntry = {
  who: 'user',
  text: 'The sign-in window could not be opened. Try again, or open Mergepost in your browser.',
};

export function dialogHelp(code: number): HelpEntry {
  return Object.hasOwn(DIALOG_HELP, code) ? DIALOG_HELP[code as DialogCode] : DIALOG_UNKNOWN;
}
