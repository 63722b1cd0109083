/**
 * What a person reads when something went wrong: a heading and, where the server said nothing more exact, what to do.
 * A new error code does not compile until somebody has written its words here.
 */
import type { ErrorCode } from '../../../shared/api/errors.ts';
import { texts } from './texts.ts';

export interface ErrorWords {
  title: string;
  next: string;
}

const tryAgain = 'Try again in a moment. If it happens again, send us the details below.';

export const errorText: Record<ErrorCode, ErrorWords> = {
  INVALID_REQUEST: { title: 'That could not be understood', next: tryAgain },
  MISSING_FIELDS: { title: 'Something is missing', next: 'Fill in what is named here and try again.' },
  INVALID_ADDRESS: { title: 'An address is not valid', next: 'Correct the address and try again.' },
  ADDRESS_NEEDED: { title: 'Which mailbox is it?', next: 'Give its address, then connect again.' },
  ATTACHMENT_INVALID: { title: 'The attachment cannot be used', next: 'Choose another file, or send without one.' },
  UNAUTHENTICATED: texts.signedOut,
  ACCOUNT_NOT_CONNECTED: { title: 'The mailbox is not connected', next: 'Connect the mailbox again, then go on where you were.' },
  SIGN_IN_CODE_WRONG: { title: 'That code does not fit', next: 'Compare it with the other window and type it again.' },
  ADMIN_ONLY: { title: 'Only an administrator can do this', next: 'Ask whoever looks after Mergepost in your organisation.' },
  MAILBOX_PERMISSION_MISSING: {
    title: 'The mailbox does not allow this yet',
    next: 'Connect the mailbox again and allow what is asked.',
  },
  SEND_AS_DENIED: { title: 'You may not send from that address', next: 'Choose your own mailbox, or ask your administrator.' },
  SIGN_IN_OFF: { title: 'Signing in here is switched off', next: 'Open Mergepost from the place your administrator gave you.' },
  TENANT_NOT_ALLOWED: { title: 'Your organisation has no access here', next: 'Ask your administrator to add your organisation.' },
  NOT_FOUND: { title: 'That is no longer here', next: 'Go back and open it again.' },
  ACCOUNT_NOT_FOUND: { title: 'That mailbox is no longer here', next: 'Choose another mailbox or connect it again.' },
  CONNECTION_NOT_FOUND: { title: 'This attempt is over', next: 'Start connecting again.' },
  CAMPAIGN_NOT_FOUND: { title: 'This merge is no longer here', next: 'It was deleted. Start a new merge.' },
  APP_NOT_FOUND: {
    title: 'Mailboxes of this kind cannot be connected here',
    next: 'Choose another kind, or ask whoever looks after Mergepost.',
  },
  LINK_NOT_FOUND: { title: 'That link is no longer here', next: 'Make a new one.' },
  TENANT_NOT_FOUND: { title: 'There is no such organisation', next: 'Connect one of its mailboxes first.' },
  ROW_NOT_FOUND: { title: 'There is no such row', next: 'Choose a row of the list.' },
  CAMPAIGN_WRONG_STATE: { title: 'That is not possible any more', next: 'The merge has moved on. Look at where it is now.' },
  CAMPAIGN_NOT_READY: { title: 'The merge is not ready yet', next: 'Settle what is listed under Check, then try again.' },
  COUNT_CHANGED: { title: 'The number of mails has changed', next: 'Nothing was sent. Look at the new number, then send.' },
  CAMPAIGN_CHANGED: { title: 'The merge was changed meanwhile', next: 'Nothing was sent. Look at it again, then send.' },
  CAMPAIGN_ERASED: { title: 'Its data was erased', next: 'Letter, list and addresses are gone. Start a new merge.' },
  TOO_EARLY: { title: 'It is too early to decide', next: 'The mail may still be on its way. Try again in a few minutes.' },
  TIME_PASSED: { title: 'That time has passed', next: 'Choose a time that is still to come.' },
  APP_KEY_TAKEN: { title: 'That key is taken', next: 'Choose another key for the application.' },
  APP_IN_USE: { title: 'Mailboxes are connected through it', next: 'Disable it, or disconnect those mailboxes first.' },
  APP_READ_ONLY: { title: 'It belongs to the settings', next: 'Change it where the server’s settings are kept.' },
  IDEMPOTENCY_MISMATCH: {
    title: 'That was sent differently before',
    next: 'Look at the merge on the start page before you try again.',
  },
  IDEMPOTENCY_RUNNING: { title: 'That is already under way', next: 'Wait a moment and look again.' },
  TOO_LARGE: { title: 'The file is too large', next: 'Make it smaller, for example by compressing its pictures.' },
  MESSAGE_TOO_LARGE: { title: 'The mail would be too large', next: 'Use a smaller attachment or smaller pictures.' },
  LETTER_UNREADABLE: { title: 'The letter cannot be used', next: 'Correct it or choose another one.' },
  LIST_UNREADABLE: { title: 'The list cannot be used', next: 'Correct it or choose another one.' },
  LIST_EMPTY: { title: 'The list has no rows', next: 'Choose another sheet or file with a header row and people below it.' },
  LIST_TOO_LONG: { title: 'The list is too long', next: 'Split it and send the parts one after another.' },
  COLUMN_MISSING: { title: 'A column is not in the list', next: 'Choose a column that the list has.' },
  MESSAGE_REJECTED: { title: 'The mail was not accepted', next: 'Read the reason, correct it and try again.' },
  IMPORT_REFUSED: { title: 'The access you brought does not work', next: 'Read the reason, make new access and bring that.' },
  THROTTLED: { title: 'The mail service asks for a pause', next: 'Wait a moment and try again. Nothing is lost.' },
  TOO_MANY_REQUESTS: { title: 'That was a bit fast', next: 'Wait a moment and try again.' },
  INTERNAL: { title: 'Something went wrong on our side', next: tryAgain },
  OPERATOR_FAULT: {
    title: 'Mergepost is not set up correctly',
    next: 'Send the details below to whoever looks after Mergepost.',
  },
  SEND_OUTCOME_UNKNOWN: {
    title: 'It is not certain that the mail went out',
    next: 'Look in your Sent Items before you send it again.',
  },
  PROVIDER_UNAVAILABLE: { title: 'The mail service cannot be reached', next: 'Wait a few minutes and try again.' },
  SHUTTING_DOWN: { title: 'Mergepost is restarting', next: 'Wait a few seconds and try again. Nothing is lost.' },
  CONNECT_EXPIRED: { title: 'That took too long', next: 'The window is valid for ten minutes. Start again.' },
  CONNECT_DECLINED: { title: 'The mailbox was not connected', next: 'It was declined in the other window. Nothing was changed.' },
  CONNECT_NEEDS_ADMIN: { title: 'Your administrator has to agree first', next: 'Send them the note below. Then connect again.' },
  CONNECT_WRONG_MAILBOX: { title: 'That is another mailbox', next: 'Sign in with the mailbox that is to be connected again.' },
  LINK_OVER: { title: 'This link is over', next: 'Ask the person who sent it for a new one.' },
  CONNECT_FAILED: { title: 'The mailbox was not connected', next: tryAgain },
};

/** Problems that only the pane sees. */
export const ownErrorText = {
  NETWORK: {
    title: 'Mergepost cannot be reached',
    next: 'Check your connection and try again. Nothing you prepared is lost.',
  },
  ANSWER_UNREADABLE: {
    title: 'The answer could not be read',
    next: 'Something between you and Mergepost is in the way (a proxy, perhaps). Try again in a moment.',
  },
  SERVER_AWAY: {
    title: 'Mergepost does not answer right now',
    next: 'It may be restarting. Try again in a minute. Nothing you prepared is lost.',
  },
  ANSWERED_BY_ANOTHER: {
    title: 'Something else answered in place of Mergepost',
    next: 'Your network may want a sign-in first, as in hotels and trains. Open any web page, sign in there, then try again.',
  },
} as const satisfies Record<string, ErrorWords>;
