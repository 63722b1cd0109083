/**
 * Troubles that come without a code, by a keyword of ours, and the words people describe them with (each group: all of its
 * words, in small letters). They are the rows of the troubleshooting tables that mail tools hand out.
 */
import type { Helper } from './helpEntry.ts';

export interface Symptom {
  keyword: string;
  source: 'oauth' | 'smtp' | 'entra';
  says: readonly string[];
  who: Helper;
  text: string;
}

export const SYMPTOMS: readonly Symptom[] = [
  {
    keyword: 'loopback-port',
    source: 'oauth',
    says: ['port bind', 'loopback', 'browser doesn’t open', "browser doesn't open", 'browser does not open', 'eaddrinuse'],
    who: 'operator',
    text: 'No browser can be opened on this computer, or something blocks the local port that the sign-in comes back to. Sign in with `mergepost accounts sign-in --device-code`, or on another computer with `--import-to`.',
  },
  {
    keyword: 'invalid-grant-after-sign-in',
    source: 'oauth',
    says: ['invalid_grant immediately', 'invalid_grant right after', 'invalid_grant after sign-in', 'clock skew'],
    who: 'operator',
    text: 'A sign-in that was just made is refused: the clock of this server is wrong, or the consent is stale. Set the clock (`mergepost doctor` shows the difference), then let an administrator allow the app again.',
  },
  {
    keyword: 'prompt-consent',
    source: 'oauth',
    says: ['prompt=consent', 'prompt consent'],
    who: 'operator',
    text: 'With prompt=consent the permission is asked for at every sign-in, whatever was allowed before, and people who are no administrators are locked out. Set the prompt of the app to none.',
  },
  {
    keyword: 'repeated-consent',
    source: 'oauth',
    says: ['repeated consent', 'consent prompts', 'asks for consent again', 'consent every time'],
    who: 'admin',
    text: 'Everybody is asked for the permission again, because it was not given for the whole organisation. Ask your administrator to allow the app for everybody (its approval link, or “Grant admin consent” in the Entra admin center).',
  },
  {
    keyword: 'redirect-uri',
    source: 'oauth',
    says: ['redirect uri', 'redirect url', 'reply url', 'redirect_uri'],
    who: 'operator',
    text: 'The address that the sign-in comes back to must be registered, the same to the letter. Copy the redirect URI that Mergepost shows into the app registration, platform Web.',
  },
  {
    keyword: 'client-secret',
    source: 'oauth',
    says: ['client secret'],
    who: 'operator',
    text: 'The client secret is wrong or has expired; it is its value that is needed, not its id. Make a new one and set it in the app registration (for the app of the settings: EMAIL_CLIENT_SECRET).',
  },
  {
    keyword: 'no-refresh-token',
    source: 'oauth',
    says: ['msal', 'no refresh token', 'refresh tokens', 'offline_access'],
    who: 'operator',
    text: 'The sign-in gave no lasting permission: libraries in the browser (MSAL.js) keep it to themselves, and without offline_access there is none. Let the mailbox be connected through this server, or sign in with `mergepost accounts sign-in`.',
  },
  {
    keyword: 'admin-approval',
    source: 'entra',
    says: ['admin approval', 'administrator approval', 'admin consent', 'need admin', 'needs approval', 'approval required'],
    who: 'admin',
    text: 'Your organisation lets people use a new app only after an administrator has allowed it. Ask yours, and send along the approval link of this app.',
  },
  {
    keyword: 'unused-90-days',
    source: 'entra',
    says: ['90 days', '90+ days', 'ninety days'],
    who: 'user',
    text: 'A mailbox that is not used for 90 days loses its permission. Connect the mailbox again, and switch on “keep alive” if it is used seldom.',
  },
  {
    keyword: 'smtp-auth-disabled',
    source: 'smtp',
    says: ['smtp auth', 'smtpclientauthentication', 'authenticated smtp'],
    who: 'admin',
    text: 'Sending over SMTP is switched off for this mailbox or for the whole organisation, whatever the sign-in. Ask your administrator to allow “Authenticated SMTP” (Microsoft 365 admin center, Active users, Mail, Manage email apps).',
  },
  {
    keyword: 'imap-disabled',
    source: 'smtp',
    says: ['imap'],
    who: 'admin',
    text: 'Reading over IMAP is switched off for this mailbox. Ask your administrator to allow it (Microsoft 365 admin center, Active users, Mail, Manage email apps).',
  },
  {
    keyword: 'port-587',
    source: 'smtp',
    says: ['587', 'egress', 'smtp port', 'connection timed out', 'etimedout', 'econnrefused'],
    who: 'operator',
    text: 'The mail server cannot be reached; many networks block port 587 on the way out. Run `mergepost doctor`, and open the port, or connect the mailbox over Graph.',
  },
  {
    keyword: 'account-types',
    source: 'entra',
    says: ['hotmail', 'outlook.com account', 'personal account', 'account types', 'consumers'],
    who: 'operator',
    text: 'The account types of the app decide who can sign in: consumers for personal accounts, organizations for work accounts, common for both, a tenant id for one organisation. Set them in Mergepost as in the app registration.',
  },
  {
    keyword: 'app-disabled',
    source: 'oauth',
    says: ['enable this app', 'app is not enabled', 'app disabled', 'not offered'],
    who: 'operator',
    text: 'An app that is not enabled is not offered to anybody. Enable it under Applications.',
  },
];
