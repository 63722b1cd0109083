/** What a mailbox's permissions mean, for a person. */
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
