import { expect, test } from '@jest/globals';
import { provenWire } from '../../../../server/accounts/providers/provenWire.ts';
import type { MailWire } from '../../../../server/mail/mailWire.ts';

const GRAPH: MailWire = { kind: 'graph', graphUrl: 'https://graph.example' };

test.each([
  ['Mail.Send', 'none'],
  ['Mail.Send Mail.Read', 'search'],
  ['Mail.Send Mail.ReadWrite', 'draft'],
  ['Mail.Read Mail.ReadWrite Mail.Send', 'draft'],
  ['https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/Mail.ReadWrite', 'draft'],
  ['mail.send mail.read', 'search'],
  // Other people's mailboxes, and less than a whole message, prove nothing about the own one.
  ['Mail.Send Mail.ReadWrite.Shared Mail.Read.Shared Mail.ReadBasic', 'none'],
  ['', 'none'],
])('%s: %s', (scopes, proof) => {
  expect(provenWire(GRAPH, scopes.split(' '))).toEqual({ ...GRAPH, proof });
});

test.each<MailWire>([
  { kind: 'gmail', gmailUrl: 'https://gmail.example' },
  { kind: 'smtp', smtp: { host: 'mail.example', port: 587, security: 'starttls', auth: 'xoauth2' }, imap: null },
])('$kind stays as it is', (wire) => {
  expect(provenWire(wire, ['Mail.ReadWrite'])).toBe(wire);
});
