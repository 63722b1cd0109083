/**
 * What Google says: the words of its sign-in, and the reasons of the Gmail API. Sources: Google "Using OAuth 2.0 for Web
 * Server Applications" (authorization errors), "Understand & fix error codes" (support.google.com/accounts/answer/16668185),
 * "Using OAuth 2.0" (refresh token expiration), Gmail API "Resolve errors".
 */
import { type HelpRow, type HelpTable, helpTable } from './helpEntry.ts';

const REPORT = 'Report it to whoever runs this Mergepost server, with this word.';
const ENABLE =
  'The Gmail API is not switched on for the app. Enable it in the Google Cloud console, under APIs & Services, and wait a few minutes.';
const PACE = 'Google asks this mailbox to send more slowly. Wait a moment.';
const FAULT = 'Google had a fault and did not say whether the mail went out. Look into Sent before you send it again.';
const SIGN_IN = 'Google no longer accepts the sign-in of this mailbox. Connect it again.';
const PERMISSION =
  'Google does not let Mergepost send from this mailbox: the permission to send was not given. Connect it again and leave every box ticked.';

const SIGN_IN_WORDS: readonly HelpRow[] = [
  [
    'admin_policy_enforced',
    'admin',
    'The administrator of your Google Workspace does not allow this app to use your mailbox. Ask yours to trust it (Admin console, Security, API controls, App access control).',
  ],
  [
    'access_not_configured',
    'admin',
    'The administrator of your Google Workspace for Education has not decided about this app yet. Ask yours to allow it.',
  ],
  [
    'org_internal',
    'operator',
    'The app is open only to the organisation that it was made in. Sign in with an account of that organisation, or set the audience of the app to External in the Google Cloud console.',
  ],
  [
    'redirect_uri_mismatch',
    'operator',
    'The redirect URI is not registered; it must be the same to the letter. Add the one that Mergepost shows to the OAuth client in the Google Cloud console.',
  ],
  [
    'origin_mismatch',
    'operator',
    'The address of this server is not registered with the OAuth client. Add it as an authorized origin in the Google Cloud console.',
  ],
  [
    'disallowed_useragent',
    'user',
    'Google does not let people sign in inside another app’s window. Open Mergepost in your browser and connect the mailbox there.',
  ],
  [
    'invalid_client deleted_client',
    'operator',
    'Google does not know the client id, or the client secret is wrong, or the OAuth client was deleted. Check both in the Google Cloud console and set them again for this app.',
  ],
  [
    'restricted_client',
    'operator',
    'Google lets this OAuth client ask only for some permissions. Check the permissions of the app and its verification in the Google Cloud console.',
  ],
  [
    'invalid_grant',
    'user',
    'Google no longer accepts the permission: it was withdrawn, the password was changed, it was not used for six months, or the app is still in testing, where it lasts seven days. Connect the mailbox again.',
  ],
  ['invalid_rapt', 'user', 'Your Google Workspace asks for a new sign-in from time to time. Connect the mailbox again.'],
  [
    'access_denied',
    'user',
    'The permission was not given, or the app is still in testing and you are not among its test users. Try again, or ask whoever runs this server to add you.',
  ],
  [
    'unauthorized_client',
    'operator',
    'This OAuth client may not sign people in this way; its type must be “Web application”. Check it in the Google Cloud console.',
  ],
  ['invalid_scope', 'operator', 'A permission that is asked for does not exist at Google. Check the permissions of the app.'],
  ['rate_limit_exceeded', 'wait', 'Google is asked too often through this app at the moment. Try again in a few minutes.'],
];

const GMAIL: readonly HelpRow[] = [
  ['badRequest invalidArgument INVALID_ARGUMENT', 'developer', `Google could not read the message. ${REPORT}`],
  [
    'failedPrecondition FAILED_PRECONDITION',
    'admin',
    'This Google account has no Gmail, or its administrator has switched it off. Ask your administrator to switch Gmail on, or connect another mailbox.',
  ],
  ['authError UNAUTHENTICATED', 'user', SIGN_IN],
  ['insufficientPermissions ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'user', PERMISSION],
  ['forbidden PERMISSION_DENIED', 'user', PERMISSION],
  [
    'delegationDenied',
    'user',
    'This mailbox may not send for the chosen one. Add the address to Gmail under “Send mail as”, or leave the sender out.',
  ],
  [
    'domainPolicy',
    'admin',
    'The administrator of your Google Workspace does not allow apps to use Gmail. Ask yours to allow this one (Admin console, Security, API controls).',
  ],
  ['accessNotConfigured SERVICE_DISABLED', 'operator', ENABLE],
  [
    'dailyLimitExceeded',
    'operator',
    'The app has used up what Google lets it do in a day. Wait until tomorrow, or ask for a higher quota in the Google Cloud console.',
  ],
  ['userRateLimitExceeded rateLimitExceeded RESOURCE_EXHAUSTED', 'wait', PACE],
  ['quotaExceeded', 'wait', 'The mailbox has used up what Google lets it send in a day. Wait until tomorrow, then go on.'],
  ['notFound', 'developer', `Google does not know the address that was called. ${REPORT}`],
  [
    'uploadTooLarge',
    'user',
    'The message is larger than Gmail takes, which is 25 MB with its attachments. Make the attachments smaller, or send a link to the file.',
  ],
  ['backendError internalError', 'user', FAULT],
];

/** By `error` of Google's sign-in; it comes before OAUTH_ERRORS where a word is in both. */
export const GOOGLE_SIGN_IN: HelpTable = helpTable(SIGN_IN_WORDS);
/** By `errors[].reason`, `status` or `details[].reason` of the Gmail API. */
export const GMAIL_REASONS: HelpTable = helpTable(GMAIL);
