/** What a mailbox's permissions mean, for a person. */
import type { EmailAccount, Feature } from '../../shared/api/accounts.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';

const words = mailboxTexts.permissions;

/**
 * By the last part of a permission: Microsoft writes `https://graph.microsoft.com/Mail.Send` or `Mail.Send`, Google
 * `https://www.googleapis.com/auth/gmail.send`. Sources: Graph permissions reference; Gmail API scopes.
 */
const MEANINGS: Record<string, string> = {
  'mail.send': words.send,
  'smtp.send': words.send,
  'gmail.send': words.send,
  'mail.send.shared': words.shared,
  'mail.read': words.read,
  'gmail.readonly': words.read,
  'mail.readwrite': words.change,
  'gmail.modify': words.change,
  'imap.accessasuser.all': words.change,
  'user.read': words.identity,
  openid: words.identity,
  profile: words.identity,
  email: words.identity,
  'userinfo.email': words.identity,
  'userinfo.profile': words.identity,
  offline_access: words.stay,
};
/** Google's permission for SMTP and IMAP covers the whole mailbox; there is no smaller one. */
const WHOLE_GMAIL = 'https://mail.google.com/';

const ORDER = Object.values(words) as string[];

/** Each meaning once, in the order of the texts. Permissions without a meaning here are named in the technical details only. */
export function permissionWords(scopes: readonly string[]): string[] {
  const meant = new Set(
    scopes.flatMap((scope) => {
      if (scope === WHOLE_GMAIL) return [words.send, words.change];
      const meaning = MEANINGS[scope.split('/').at(-1)?.toLowerCase() ?? ''];
      return meaning === undefined ? [] : [meaning];
    }),
  );
  // Who may change mail may read it: said once.
  if (meant.has(words.change)) meant.delete(words.read);
  return ORDER.filter((word) => meant.has(word));
}

/** Whether a lost answer can be looked up in the mailbox itself. */
export function mayRead(scopes: readonly string[]): boolean {
  const may = permissionWords(scopes);
  return may.includes(words.read) || may.includes(words.change);
}

/** What was asked for besides sending when it was connected: asked for again, so that one permission more costs none. */
export function allowedFeatures({ scopes, maySendAs }: Pick<EmailAccount, 'scopes' | 'maySendAs'>): Feature[] {
  const may = permissionWords(scopes);
  const features: Feature[] = maySendAs && may.includes(words.shared) ? ['sharedMailbox'] : [];
  if (may.includes(words.change)) features.push('exactlyOnce');
  if (may.includes(words.read)) features.push('followUp');
  return features;
}
