/**
 * What Microsoft Graph answers about mail, by `error.code`. What follows for a message is decided in server/mail/graphOutcome.ts;
 * here are the words. Sources: Graph "Error responses", "Throttling guidance"; Exchange ResponseCodeType; the codes of consumer
 * mailboxes (Exceeded…, Blocked, Suspend) from Microsoft's Q&A threads.
 */
import { type HelpRow, type HelpTable, helpTable } from './helpEntry.ts';

export const SIGN_IN = 'Microsoft no longer accepts the sign-in of this mailbox. Connect it again.';
export const SIGN_IN_WANTED = 'Your organisation wants you to sign in again before this mailbox may send. Connect it again.';
export const PERMISSION =
  'Microsoft does not let Mergepost send from this mailbox: the permission to send mail is missing. Connect it again.';
export const TOO_LARGE = 'The message is too large for this mailbox. Make the attachments smaller, or send a link to the file.';
export const SLOWER = 'Microsoft asks this mailbox to send more slowly. Wait a moment.';
export const BUSY = 'Microsoft is busy at the moment. Wait a moment.';

const MARKS =
  'Microsoft refused the marks that Mergepost puts into the message, which is our mistake. Tell whoever runs this server.';
export const QUOTA =
  'The mailbox has used up what it may send for now; Microsoft lets it send again later, often the next day. Wait, then go on.';
export const ABUSE =
  'Microsoft has paused sending for this mailbox until its owner confirms that it is theirs. Open the mailbox, follow the notice there, then go on.';
const DOUBT = 'Microsoft had a fault and did not say whether the mail went out. Look into Sent Items before you send it again.';
/** Also what a refusal of Send As over another wire is explained with. */
export const SEND_AS_DENIED =
  'This mailbox may not send as the chosen sender. Ask your administrator for the right “Send As” or “Send on Behalf” on that mailbox, or leave the sender out.';

const ROWS: readonly HelpRow[] = [
  ['InvalidAuthenticationToken', 'user', SIGN_IN],
  ['insufficient_claims', 'user', SIGN_IN_WANTED],
  ['ErrorAccessDenied AccessDenied Forbidden Authorization_RequestDenied', 'user', PERMISSION],
  ['ErrorSendAsDenied SEND_AS_DENIED', 'user', SEND_AS_DENIED],
  [
    'MailboxNotEnabledForRESTAPI',
    'admin',
    'This account has no mailbox in Microsoft 365 (no licence, not active, or still on your own server). Ask your administrator, or connect another mailbox.',
  ],
  ['ErrorItemNotFound', 'user', 'Microsoft no longer finds the message, so it was not sent. Send it again.'],
  [
    'ErrorInvalidRecipients',
    'user',
    'Microsoft refused an address of this message as malformed. Correct the address and send it again.',
  ],
  ['ErrorMimeContentInvalidBase64String InvalidInternetMessageHeader InvalidInternetMessageHeaderCollection', 'developer', MARKS],
  ['ErrorMessageSizeExceeded', 'user', TOO_LARGE],
  ['ErrorQuotaExceeded', 'user', 'The mailbox is full, so nothing can be sent from it. Delete something in it, then go on.'],
  [
    'ErrorSubmissionQuotaExceeded ErrorExceededMessageLimit ErrorExceededHourlyMessageLimit ErrorExceededMaxRecipientLimit ErrorExceededMaxRecipientLimitBlock',
    'wait',
    QUOTA,
  ],
  ['ErrorMessageSubmissionBlocked ErrorAccountSuspend', 'user', ABUSE],
  ['ApplicationThrottled TooManyRequests MailboxConcurrency', 'wait', SLOWER],
  ['ErrorServerBusy ErrorMailboxMoveInProgress', 'wait', BUSY],
  ['ErrorInternalServerError InternalServerError GatewayTimeout', 'user', DOUBT],
  ['MAILBOX_PERMISSION_MISSING', 'user', PERMISSION],
];

/** By `error.code`, as Graph writes it. */
export const GRAPH_CODES: HelpTable = helpTable(ROWS);
