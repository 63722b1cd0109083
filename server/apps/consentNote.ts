/** The mail with which a person asks the administrator of their organisation. Plain text, pure. */
import { dayOf } from './readCertificate.ts';

export interface NoteAbout {
  url: string;
  scopes: readonly string[];
  clientId: string;
  /** Origin of this server: where the app lives. */
  serverUrl: string;
  /** Of the person who asks; null: not known. */
  name: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Permissions of Microsoft Graph and Exchange, without the resource in front, in small letters. */
const MEANING: Readonly<Record<string, string>> = {
  'mail.send': 'send mail from the mailbox of the person who connects it',
  'mail.send.shared': 'send mail from shared mailboxes, where that person is already allowed to',
  'mail.read': 'read that person’s mail, to find bounces and replies to what was sent',
  'mail.readwrite':
    'read that person’s mail and create drafts, needed for large attachments and to make sure nothing is sent twice',
  'user.read': 'see the person’s own name and address',
  'smtp.send': 'send mail from the mailbox of the person who connects it (through the mail server)',
  'imap.accessasuser.all': 'read that person’s mail (through the mail server), used to check that the mailbox works',
};
const READING = new Set(['mail.read', 'mail.readwrite', 'imap.accessasuser.all']);
/** Signing in itself: gives access to nothing. */
const PROTOCOL = new Set(['openid', 'profile', 'email', 'offline_access']);

export function consentNote(about: NoteAbout): string {
  const scopes = about.scopes.map(plainName).filter((scope) => !PROTOCOL.has(scope));
  return [
    'Hello,',
    'I would like to send mail merges (one letter from Word, addressed to each person of a list) from my own mailbox, with Mergepost. ' +
      'Microsoft asks for an administrator’s approval first. Could you please have a look?',
    `What it may do once you have approved it, always only for people of our organisation who connect their own mailbox:\n${listOf(scopes)}`,
    limits(scopes),
    `To approve, open this link and sign in as an administrator:\n${about.url}`,
    'Microsoft then shows you the same permissions. Press “Accept”, and you come to a page that says it is done. ' +
      'After that each of us can connect a mailbox. You can take the approval back at any time at https://entra.microsoft.com under “Enterprise applications”.',
    `The link is good until ${dayOf(about.expiresAt)}. The application runs at ${about.serverUrl}; its application id is ${about.clientId}.`,
    `Thank you!${about.name === null ? '' : `\n${about.name}`}`,
  ].join('\n\n');
}

function listOf(scopes: readonly string[]): string {
  return scopes.map((scope) => `- ${MEANING[scope.toLowerCase()] ?? `“${scope}”`}`).join('\n');
}

/** Never more than is true: a wish for more features includes reading. */
function limits(scopes: readonly string[]): string {
  const others =
    'Nobody’s password is ever seen, and your approval gives access to no mailbox: each person still has to connect their own.';
  const known = scopes.every((scope) => scope.toLowerCase() in MEANING);
  const reads = scopes.some((scope) => READING.has(scope.toLowerCase()));
  return known && !reads ? `It cannot read anybody’s mail. ${others}` : others;
}

function plainName(scope: string): string {
  return scope.replace(/^https?:\/\/[^/]+\//, '');
}
