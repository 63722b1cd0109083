/** The note an administrator gets: understandable, and never more promised than is true. */
import { describe, expect, test } from '@jest/globals';
import { consentNote } from '../../../server/apps/consentNote.ts';

const URL_TO_OPEN = 'https://login.microsoftonline.com/contoso.com/v2.0/adminconsent?client_id=c1&state=s';
const BASE = ['Mail.Send', 'offline_access', 'User.Read', 'openid', 'profile'];

function note(scopes = BASE, name: string | null = 'Anna Berg'): string {
  const expiresAt = Date.UTC(2026, 5, 8, 9);
  return consentNote({ url: URL_TO_OPEN, scopes, clientId: 'c1', serverUrl: 'https://mail.example.com', name, expiresAt });
}

describe('the note', () => {
  test('says what, why, the link, what happens then, and who asks', () => {
    expect(note()).toMatch(
      /^Hello,\n\n.*Mergepost.*\n\n.*- send mail from the mailbox .*\n- see the person’s own name.*\n\nIt cannot read anybody’s mail\. .*password.*\n\n.*\nhttps:\/\/login.*\n\n.*“Accept”.*\n\n.*2026-06-08.*mail\.example\.com.*c1\.\n\nThank you!\nAnna Berg$/s,
    );
  });

  test('holds the link on a line of its own, unchanged', () => {
    expect(note().split('\n')).toContain(URL_TO_OPEN);
  });

  test('has no jargon', () => {
    expect(note().replace(URL_TO_OPEN, '')).not.toMatch(/scope|token|OAuth|tenant|offline_access|openid|provider|consent/i);
  });

  test.each([
    [['Mail.Send', 'Mail.Read'], /read that person’s mail, to find bounces/],
    [['https://graph.microsoft.com/Mail.ReadWrite'], /create drafts/],
    [
      ['https://outlook.office.com/IMAP.AccessAsUser.All', 'https://outlook.office.com/SMTP.Send'],
      /used to check that the mailbox works/,
    ],
    [['Mail.Send', 'Something.Else'], /- “Something\.Else”/],
  ])('with %o it does not promise that nothing is read', (scopes, words) => {
    expect(note(scopes)).toMatch(words);
    expect(note(scopes)).not.toContain('cannot read');
  });

  test('without a name it just thanks', () => {
    expect(note(BASE, null)).toMatch(/Thank you!$/);
  });
});
