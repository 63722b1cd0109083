import { describe, expect, test } from '@jest/globals';
import { smtpOutcome } from '../../../server/mail/smtpOutcome.ts';
import { oneLine, smtpTrouble } from '../../../server/mail/smtpTrouble.ts';

const at = (stage: 'login' | 'envelope' | 'body' | 'dot', reply: string, command = 'DATA') =>
  smtpOutcome({ stage, reply, code: 'EMESSAGE', command });

describe('replies', () => {
  test.each([
    ['login', '535 5.7.3 Authentication unsuccessful [AM0PR01.prod.outlook.com]', 'reconnect', 'needs-reconnect'],
    [
      'login',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.',
      'reconnect',
      'needs-admin',
    ],
    [
      'login',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
      'reconnect',
      'needs-admin',
    ],
    [
      'login',
      '535 5.7.139 Authentication unsuccessful, user is locked by your organization’s security defaults policy.',
      'reconnect',
      'needs-admin',
    ],
    ['login', '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.', 'reconnect', 'needs-reconnect'],
    ['login', '534 5.7.9 Please log in with your web browser', 'reconnect', 'needs-reconnect'],
    ['login', '535 5.7.8 Username and Password not accepted', 'reconnect', 'needs-reconnect'],
    ['login', '504 5.7.4 Unrecognized authentication type', 'reconnect', 'operator-fault'],
    ['login', '454 4.7.0 Too many login attempts', 'later', undefined],
    ['envelope', '530 5.7.0 Authentication Required', 'reconnect', 'needs-reconnect'],
    ['envelope', '530 5.7.57 Client not authenticated to send mail', 'reconnect', 'needs-admin'],
    ['envelope', '535 5.7.0 expired', 'reconnect', 'needs-reconnect'],
    ['envelope', '421 4.7.0 Try again later, closing connection', 'later', undefined],
    ['envelope', '450 4.2.1 receiving mail too quickly', 'later', undefined],
    ['envelope', '451 4.7.500 Server busy', 'later', undefined],
    ['dot', '452 4.5.3 Too many recipients', 'later', undefined],
    ['dot', '432 4.3.2 Concurrent connections limit exceeded', 'later', undefined],
    ['body', '421 4.4.2 timeout', 'later', undefined],
    ['dot', '550 5.1.8 Access denied, bad outbound sender', 'stopMailbox', undefined],
    ['dot', '550 5.1.90 daily limit of recipients reached', 'stopMailbox', undefined],
    ['dot', '554 5.2.2 mailbox quota exceeded', 'stopMailbox', undefined],
    ['dot', '550 5.4.5 Daily user sending quota exceeded', 'stopMailbox', undefined],
    ['dot', '550 5.7.232 trial tenant', 'stopMailbox', undefined],
    ['dot', '550 5.7.233 tenant limit', 'stopMailbox', undefined],
    ['dot', '550 5.7.236 onmicrosoft', 'stopMailbox', undefined],
    ['dot', '550 5.7.705 tenant has exceeded threshold', 'stopMailbox', undefined],
    [
      'dot',
      '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception',
      'stopMailbox',
      undefined,
    ],
    [
      'dot',
      '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; WASCL UserAction verdict is not None. Actual verdict is Suspend, ShowTierUpgrade.',
      'stopMailbox',
      undefined,
    ],
    ['dot', '554 5.2.0 STOREDRV.Deliver; delivery result banned', 'rejected', undefined],
    ['dot', '500 what', 'rejected', undefined],
    ['dot', '599', 'rejected', undefined],
  ] as const)('%s: %s', (stage, reply, kind, state) => {
    const outcome = at(stage, reply);
    expect(outcome).toMatchObject({ kind, ...(state !== undefined && { state }) });
    expect(outcome.reason).toMatch(/[.!]$/);
  });

  test.each([
    ['550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'SEND_AS_DENIED'],
    ['554 5.2.252 SendAsDenied; a@example.com not allowed to send as b@example.com', 'SEND_AS_DENIED'],
    ['554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied', 'SEND_AS_DENIED'],
    ['553 5.7.1 <b@example.com>: Sender address rejected: not owned by user a@example.com', 'SEND_AS_DENIED'],
    ['552 5.3.4 Message size exceeds fixed maximum', 'MESSAGE_TOO_LARGE'],
    ['554 5.2.3 too large', 'MESSAGE_TOO_LARGE'],
    ['552 message exceeds fixed maximum message size', 'MESSAGE_TOO_LARGE'],
    ['552 5.7.0 blocked for a dangerous attachment', '552 5.7.0'],
    ['550 5.1.1 no such user', '550 5.1.1'],
    ['554 no', '554'],
  ])('%s is %s', (reply, code) => {
    expect(at('dot', reply)).toMatchObject({ kind: 'rejected', code });
  });

  /** What Exchange Online says about a message, in a reply or in the report that comes back, at each stage. */
  test.each([
    ['550 5.1.1', 'rejected'],
    ['550 5.1.10', 'rejected'],
    ['550 5.1.8', 'stopMailbox'],
    ['550 5.1.90', 'stopMailbox'],
    ['550 5.2.2', 'stopMailbox'],
    ['550 5.2.121', 'rejected'],
    ['550 5.2.122', 'rejected'],
    ['550 5.7.232', 'stopMailbox'],
    ['550 5.7.233', 'stopMailbox'],
    ['550 5.7.236', 'stopMailbox'],
    ['550 5.7.515', 'rejected'],
    ['452 4.5.3', 'later'],
  ] as const)('%s before and after the final dot: %s', (reply, kind) => {
    for (const stage of ['envelope', 'body', 'dot'] as const)
      expect(at(stage, `${reply} Words of the server`)).toMatchObject({ kind });
  });

  test('the status stands beside what may be tried again', () => {
    expect(at('dot', '451 4.7.500 Server busy')).toMatchObject({ kind: 'later', status: 451 });
  });

  test('the server’s own words stand in a refusal', () => {
    expect(at('dot', '554 5.7.1 looks like spam').reason).toContain('“554 5.7.1 looks like spam”');
  });

  test.each(['', 'hello', '250 OK', '5', '354 go on'])('%o is no refusal: after the end it is a doubt', (reply) => {
    expect(at('dot', reply).kind).toBe('unknown');
  });
});

describe('no reply', () => {
  test.each([
    ['connect', 'ECONNREFUSED', 'later'],
    ['connect', 'ENOTFOUND', 'later'],
    ['login', 'ECONNECTION', 'later'],
    ['envelope', 'ETIMEDOUT', 'later'],
    ['body', 'ECONNRESET', 'later'],
    ['dot', 'ECONNRESET', 'unknown'],
    ['dot', 'ETIMEDOUT', 'unknown'],
    ['dot', 'EMESSAGE', 'unknown'],
  ] as const)('%s, %s: %s', (stage, code, kind) => {
    expect(smtpOutcome({ stage, code })).toMatchObject({ kind, code });
  });

  test('a connection that breaks after the end with words of TLS is a doubt all the same', () => {
    expect(smtpOutcome({ stage: 'dot', code: 'CERT_HAS_EXPIRED', tls: 'untrusted' }).kind).toBe('unknown');
  });
});

describe('what nodemailer’s errors say', () => {
  const error = (facts: object) => Object.assign(new Error('x'), facts);

  test('the code of Node is below nodemailer’s', () => {
    const facts = smtpTrouble(error({ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED', command: 'CONN' }), 'connect');
    expect(facts).toEqual({ stage: 'connect', code: 'CERT_HAS_EXPIRED', command: 'CONN', tls: 'untrusted' });
  });

  test.each([['EPROTOCOL'], ['ECONNECTION']])('a reply in %s after the message answers nothing', (code) => {
    expect(smtpTrouble(error({ code, response: '550 5.7.1 no', command: 'CONN' }), 'dot').reply).toBeUndefined();
  });

  test('a refused greeting is an answer', () => {
    expect(smtpTrouble(error({ code: 'EPROTOCOL', response: '554 no' }), 'connect').reply).toBe('554 no');
  });

  test.each([
    [
      '535-5.7.8 Username not accepted. Learn more at\n535 5.7.8 https://support.example',
      '535 5.7.8 Username not accepted. Learn more at https://support.example',
    ],
    ['550-first\r\n550 second', '550 first second'],
    ['250 one line', '250 one line'],
    ['550-5.1.1 a\n550 b', '550 5.1.1 a 550 b'],
  ])('%o on one line', (reply, line) => {
    expect(oneLine(reply)).toBe(line);
  });
});
