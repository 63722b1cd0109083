import { expect, test } from '@jest/globals';
import { permissionWords } from '../../../addin/accounts/permissionWords.ts';

test.each<[string, string[], string[]]>([
  [
    'Microsoft',
    ['Mail.Send', 'User.Read', 'offline_access'],
    ['send mail in your name', 'know your name and address', 'stay connected'],
  ],
  ['Microsoft, in full', ['https://graph.microsoft.com/Mail.Send'], ['send mail in your name']],
  ['shared mailboxes', ['Mail.Send', 'Mail.Send.Shared'], ['send mail in your name', 'send for shared mailboxes']],
  [
    'SMTP and IMAP',
    ['https://outlook.office.com/SMTP.Send', 'https://outlook.office.com/IMAP.AccessAsUser.All'],
    ['send mail in your name', 'read and change your mail'],
  ],
  ['who may change mail may read it', ['Mail.Read', 'Mail.ReadWrite'], ['read and change your mail']],
  [
    'Google',
    ['https://www.googleapis.com/auth/gmail.send', 'https://www.googleapis.com/auth/userinfo.email', 'openid'],
    ['send mail in your name', 'know your name and address'],
  ],
  ['all of Gmail', ['https://mail.google.com/'], ['send mail in your name', 'read and change your mail']],
  ['one that nobody knows', ['urn:posteo:smtp'], []],
])('%s', (_, scopes, words) => {
  expect(permissionWords(scopes)).toEqual(words);
});
