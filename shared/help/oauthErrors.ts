/**
 * The words that sign-in services answer with, whoever runs them.
 * Sources: RFC 6749 sections 4.1.2.1 and 5.2, RFC 6750 section 3.1, RFC 7009 section 2.2.1, RFC 8628 section 3.5, RFC 8707,
 * OpenID Connect Core 3.1.2.6; the suberrors from MSAL's sources (UiRequiredExceptionClassification).
 */
import { type HelpRow, type HelpTable, helpTable } from './helpEntry.ts';

const AGAIN = 'Connect the mailbox again and sign in.';
const LOG = 'Look at the server’s log for what the sign-in service said.';

const ERRORS: readonly HelpRow[] = [
  [
    'invalid_grant',
    'user',
    `The sign-in service no longer accepts the permission for this mailbox: it has expired, was withdrawn or was used already. ${AGAIN}`,
  ],
  [
    'interaction_required login_required',
    'user',
    `The sign-in service wants to see you again before Mergepost may go on. ${AGAIN}`,
  ],
  [
    'account_selection_required',
    'user',
    'The sign-in service does not know which of your accounts is meant. Connect the mailbox again and choose its account.',
  ],
  ['consent_required', 'user', 'The permission to send was not given yet. Connect again and accept.'],
  [
    'access_denied authorization_declined',
    'user',
    'The permission was not given, so nothing was connected. Try again if you want to.',
  ],
  [
    'expired_token',
    'user',
    'The code for signing in on another device is too old. Start the sign-in again and type the new code.',
  ],
  [
    'bad_verification_code',
    'user',
    'The code for signing in on another device is not known. Start the sign-in again and type the new code.',
  ],
  ['invalid_token', 'user', `The mailbox's server no longer accepts the sign-in. ${AGAIN}`],
  [
    'insufficient_scope',
    'user',
    'A permission that is needed was not given. Connect the mailbox again and accept everything that is asked.',
  ],
  [
    'invalid_client',
    'operator',
    'The sign-in service does not accept the client id or the client secret: wrong, expired or deleted. Check both in the app registration (for the app of the settings: EMAIL_CLIENT_ID and EMAIL_CLIENT_SECRET).',
  ],
  [
    'unauthorized_client',
    'operator',
    'The app is not allowed to sign people in this way. Check its kind, platform and account types in the app registration (docs/azure-app.md).',
  ],
  [
    'invalid_scope',
    'operator',
    'A permission that is asked for does not exist, or the app may not ask for it. Check the permissions of the app.',
  ],
  [
    'invalid_resource invalid_target',
    'operator',
    'A permission names a service that does not exist or is not set up. Check the permissions of the app.',
  ],
  [
    'invalid_request',
    'operator',
    `The sign-in service did not understand the request; a wrong redirect URI is the usual reason. ${LOG}`,
  ],
  [
    'unsupported_grant_type',
    'operator',
    'The sign-in service does not offer this way of signing in. Check the addresses and the kind of the app.',
  ],
  [
    'unsupported_response_type',
    'operator',
    'The sign-in service does not offer the way of signing in that Mergepost uses (authorization code). Check the addresses of the app.',
  ],
  [
    'unsupported_token_type',
    'operator',
    'The sign-in service cannot withdraw this permission by itself. Remove the app by hand in the account settings of the mailbox.',
  ],
  [
    'request_not_supported request_uri_not_supported registration_not_supported invalid_request_uri invalid_request_object',
    'developer',
    'The sign-in service does not support a part of the request. Report it to whoever runs this Mergepost server, with this word.',
  ],
  ['temporarily_unavailable', 'wait', 'The sign-in service is busy. Try again in a few minutes.'],
  ['server_error', 'wait', 'The sign-in service had a fault. Try again in a few minutes.'],
  ['authorization_pending', 'wait', 'The sign-in on the other device is not finished yet. Finish it there.'],
  ['slow_down', 'wait', 'The sign-in service is asked too often. Wait a few seconds; it goes on by itself.'],
];

/** Entra's `suberror`: more exact than `error`, less than the number. */
const SUBERRORS: readonly HelpRow[] = [
  ['basic_action', 'user', `Microsoft wants you to do something at the sign-in. ${AGAIN}`],
  [
    'additional_action',
    'user',
    'Microsoft wants something done outside of the sign-in, such as an update of your device. Do what its page says, then connect the mailbox again.',
  ],
  [
    'message_only',
    'admin',
    'Microsoft refuses this sign-in, and signing in again will not change that. Ask your administrator to look at the sign-in logs.',
  ],
  ['user_password_expired', 'user', 'The password has expired. Change it, then connect the mailbox again.'],
  ['bad_token', 'user', `The permission for this mailbox is damaged or was withdrawn. ${AGAIN}`],
  ['token_expired', 'user', `The permission for this mailbox has expired. ${AGAIN}`],
  [
    'client_mismatch',
    'operator',
    'The permission was given to another app than the one that uses it. Connect the mailbox through the app it is to be used with.',
  ],
  [
    'device_authentication_failed',
    'admin',
    'The device could not prove that your organisation manages it. Use another device, or ask your administrator.',
  ],
  [
    'protection_policy_required',
    'admin',
    'Your organisation allows this only in apps that it protects itself (Intune). Ask your administrator to make an exception for Mergepost.',
  ],
];

/** By `error`. */
export const OAUTH_ERRORS: HelpTable = helpTable(ERRORS);
/** By `suberror`; `consent_required` means the same as the error. */
export const ENTRA_SUBERRORS: HelpTable = helpTable(SUBERRORS);
