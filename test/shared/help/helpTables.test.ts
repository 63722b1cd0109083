import { describe, expect, test } from '@jest/globals';
import { DIALOG_HELP, DIALOG_UNKNOWN, dialogHelp } from '../../../shared/help/dialogHelp.ts';
import { ENTRA_CODES } from '../../../shared/help/entraCodes.ts';
import { explain } from '../../../shared/help/explain.ts';
import { GMAIL_REASONS, GOOGLE_SIGN_IN } from '../../../shared/help/googleCodes.ts';
import { GRAPH_CODES } from '../../../shared/help/graphCodes.ts';
import type { Helper, HelpEntry } from '../../../shared/help/helpEntry.ts';
import { ENTRA_SUBERRORS, OAUTH_ERRORS } from '../../../shared/help/oauthErrors.ts';
import { SYMPTOMS } from '../../../shared/help/signInSymptoms.ts';
import { SMTP_CODES, SMTP_WORDINGS } from '../../../shared/help/smtpCodes.ts';

/** Every number of Microsoft's list that people meet while they connect a mailbox, and who can do something about it. */
const ENTRA: Record<Helper, string> = {
  user:
    '16000 50020 500208 50034 50053 50055 50144 50126 50072 50074 50076 50079 50078 50097 50132 50133 50140 50158 50173 50199 ' +
    '54005 65001 65004 70000 700020 70008 700082 700084 70043 70044 90072 900561',
  admin:
    '500021 500022 500212 500213 50057 50105 50131 51004 53000 53001 53002 53003 530003 530004 530032 530035 53004 53010 ' +
    '53011 650052 70001 7000112 80012 90093 90094 90095 1000031 135010 135011',
  operator:
    '50011 500011 50059 50128 90019 50194 65005 650056 650057 700016 7000215 70002 7000218 7000222 700027 700025 700005 ' +
    '700022 70011 90002 90124 90130 900439 900971 9002332',
  developer: '50058 50147 501481 501491 90014 900144 90015 9002313',
  wait: '50196 90033 90006 90024 90012 90090 90055',
};

/** Graph's error codes of mail. */
const GRAPH: Record<Helper, string> = {
  user:
    'InvalidAuthenticationToken insufficient_claims ErrorAccessDenied ErrorSendAsDenied ErrorItemNotFound ErrorInvalidRecipients ' +
    'ErrorMessageSizeExceeded ErrorQuotaExceeded ErrorMessageSubmissionBlocked ErrorAccountSuspend',
  admin: 'MailboxNotEnabledForRESTAPI',
  operator: '',
  developer: 'ErrorMimeContentInvalidBase64String InvalidInternetMessageHeader InvalidInternetMessageHeaderCollection',
  wait:
    'ErrorSubmissionQuotaExceeded ErrorExceededMessageLimit ErrorExceededHourlyMessageLimit ErrorExceededMaxRecipientLimit ' +
    'ErrorExceededMaxRecipientLimitBlock ApplicationThrottled MailboxConcurrency ErrorServerBusy',
};

/** Replies and reports of Microsoft's and Google's mail servers. */
const SMTP: readonly [reply: string, who: Helper][] = [
  ['5.1.1', 'user'],
  ['5.1.10', 'user'],
  ['5.1.8', 'admin'],
  ['5.1.90', 'wait'],
  ['5.2.2', 'wait'],
  ['5.2.121', 'wait'],
  ['5.2.122', 'wait'],
  ['5.7.232', 'admin'],
  ['5.7.233', 'wait'],
  ['5.7.236', 'admin'],
  ['5.7.515', 'admin'],
  ['4.5.3', 'user'],
  ['535 5.7.3 Authentication unsuccessful', 'admin'],
  ['535 5.7.139 Authentication unsuccessful', 'admin'],
  ['535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.', 'user'],
  ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.', 'admin'],
  ['535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'operator'],
  ['530 5.7.57 Client not authenticated to send mail', 'admin'],
  ['550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'user'],
  ['554 5.2.252 SendAsDenied; anna@contoso.com not allowed to send as office@contoso.com', 'user'],
  ['554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied', 'user'],
  ['554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message', 'wait'],
  ['554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; WASCL UserAction verdict is not None.', 'user'],
  ['550 5.7.64 TenantAttribution; Relay Access Denied SMTP', 'admin'],
  ['421 4.7.0 Try again later, closing connection.', 'wait'],
  ['421 4.4.2 Connection dropped', 'wait'],
  ['432 4.3.2 Concurrent connections limit exceeded', 'wait'],
  ['451 4.7.500 Server busy. Please try again later', 'wait'],
  ['452 4.5.3 Too many recipients', 'user'],
  ['454 4.7.0 Temporary authentication failure', 'wait'],
  ['552 5.3.4 Message size exceeds fixed maximum message size', 'user'],
  ['552 5.2.3 Your message exceeded Google’s message size limits', 'user'],
  ['552 5.7.0 This message was blocked because its content presents a potential security issue', 'user'],
  ['534 5.7.9 Application-specific password required', 'user'],
  ['534 5.7.14 Please log in via your web browser', 'user'],
  ['535-5.7.8 Username and Password not accepted.', 'user'],
  ['530 5.7.0 Must issue a STARTTLS command first.', 'operator'],
  ['530 5.5.1 Authentication Required.', 'operator'],
  ['550 5.4.5 Daily user sending quota exceeded.', 'wait'],
  ['550 5.7.26 Unauthenticated email is not accepted', 'admin'],
  ['450 4.2.1 The user you are trying to contact is receiving mail too quickly.', 'wait'],
  ['452 4.2.2 The email account that you tried to reach is over quota.', 'user'],
  ['550 5.7.1 Message rejected', 'user'],
  ['550 5.7.705 Access denied, tenant has exceeded threshold', 'admin'],
  ['550 5.7.511 Access denied, banned sender', 'operator'],
  ['535', 'user'],
  ['421', 'wait'],
  ['550', 'user'],
  ['5.7.999', 'user'],
  ['4.9.9', 'wait'],
];

const GOOGLE: Record<string, Helper> = {
  admin_policy_enforced: 'admin',
  access_not_configured: 'admin',
  org_internal: 'operator',
  redirect_uri_mismatch: 'operator',
  disallowed_useragent: 'user',
  deleted_client: 'operator',
  restricted_client: 'operator',
  invalid_rapt: 'user',
  rate_limit_exceeded: 'wait',
  badRequest: 'developer',
  failedPrecondition: 'admin',
  authError: 'user',
  insufficientPermissions: 'user',
  domainPolicy: 'admin',
  accessNotConfigured: 'operator',
  dailyLimitExceeded: 'operator',
  userRateLimitExceeded: 'wait',
  rateLimitExceeded: 'wait',
  quotaExceeded: 'wait',
  delegationDenied: 'user',
  backendError: 'user',
};

const OAUTH: Record<string, Helper> = {
  invalid_grant: 'user',
  interaction_required: 'user',
  login_required: 'user',
  consent_required: 'user',
  access_denied: 'user',
  invalid_token: 'user',
  insufficient_scope: 'user',
  expired_token: 'user',
  invalid_client: 'operator',
  unauthorized_client: 'operator',
  invalid_scope: 'operator',
  invalid_request: 'operator',
  invalid_resource: 'operator',
  unsupported_grant_type: 'operator',
  unsupported_response_type: 'operator',
  temporarily_unavailable: 'wait',
  server_error: 'wait',
  authorization_pending: 'wait',
  slow_down: 'wait',
};

const SUBERRORS: Record<string, Helper> = {
  basic_action: 'user',
  additional_action: 'user',
  message_only: 'admin',
  user_password_expired: 'user',
  bad_token: 'user',
  token_expired: 'user',
  client_mismatch: 'operator',
  device_authentication_failed: 'admin',
  protection_policy_required: 'admin',
};

/** The rows of the troubleshooting tables of other mail tools, in the words people search with. */
const TROUBLESHOOTING: readonly [symptom: string, code: string, who: Helper][] = [
  ['AADSTS70011 invalid scope', 'AADSTS70011', 'operator'],
  ['AADSTS50173 expired refresh token', 'AADSTS50173', 'user'],
  ['AADSTS65001 at sign-in', 'AADSTS65001', 'user'],
  ['535 5.7.3 Authentication unsuccessful', '535 5.7.3', 'admin'],
  ["Browser doesn't open / port bind fails", 'loopback-port', 'operator'],
  ['Browser doesn’t open', 'loopback-port', 'operator'],
  ['invalid_grant immediately after sign-in', 'invalid-grant-after-sign-in', 'operator'],
  ['invalid_grant right after sign-in', 'invalid-grant-after-sign-in', 'operator'],
  ['SMTP AUTH disabled at the mailbox', 'smtp-auth-disabled', 'admin'],
  ['Outbound port 587 blocked', 'port-587', 'operator'],
  ['Invalid redirect URI', 'redirect-uri', 'operator'],
  ['Invalid client secret', 'client-secret', 'operator'],
  ['Repeated consent prompts', 'repeated-consent', 'admin'],
  ['Prompt=consent issue', 'prompt-consent', 'operator'],
  ['MSAL.js doesn’t expose refresh tokens', 'no-refresh-token', 'operator'],
  ['Organization requires admin approval for Mail.Send scope', 'admin-approval', 'admin'],
  ["User hasn't used email for 90+ days", 'unused-90-days', 'user'],
  ['Cannot connect to IMAP', 'imap-disabled', 'admin'],
  ['hotmail.com accounts can not be used', 'account-types', 'operator'],
  ['Enable this app', 'app-disabled', 'operator'],
];

const flat = (table: Record<Helper, string>) =>
  Object.entries(table).flatMap(([who, codes]) =>
    codes
      .split(' ')
      .filter(Boolean)
      .map((code): [string, Helper] => [code, who as Helper]),
  );

/** A sentence that tells somebody to do something. */
const NEXT_STEP =
  /^(?:Add|Allow|Ask|Change|Check|Choose|Click|Close|Compare|Connect|Copy|Correct|Delete|Do|Enable|Finish|Go|Let|Look|Make|Open|Press|Read|Remove|Report|Restore|Run|Send|Set|Show|Sign|Simplify|Start|Tell|Try|Upload|Use|Wait)\b/;

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!”)])\s+(?=[A-Z])/);
}

function expectWhole({ who, text }: HelpEntry): void {
  const sentences = sentencesOf(text);
  expect(text).toMatch(/^[A-Z].*\.$/s);
  expect(text.length).toBeGreaterThan(40);
  expect(text.length).toBeLessThan(330);
  expect(text).not.toMatch(/provider|payload|undefined|AADSTS|\s\s|\d{5}/i);
  if (who === 'user' || who === 'admin' || who === 'wait')
    expect(text).not.toMatch(/\btokens?\b|scope|\bURI\b|grant\b(?! admin consent)/);
  // Two sentences at least: what happened, and what to do; the last one is the step.
  expect(sentences.length).toBeGreaterThan(1);
  expect(sentences.at(-1)).toMatch(NEXT_STEP);
}

const ALL: readonly [string, HelpEntry][] = [
  ...ENTRA_CODES,
  ...OAUTH_ERRORS,
  ...ENTRA_SUBERRORS,
  ...GRAPH_CODES,
  ...GOOGLE_SIGN_IN,
  ...GMAIL_REASONS,
  ...SMTP_CODES,
  ...SMTP_WORDINGS.map((one): [string, HelpEntry] => [`${one.code} ${one.says}`, one]),
  ...SYMPTOMS.map((one): [string, HelpEntry] => [one.keyword, one]),
  ...Object.entries(DIALOG_HELP),
  ['dialog', DIALOG_UNKNOWN],
];

describe('every text', () => {
  test.each(ALL)('%s says what happened, and the one next step, in words for people', (_code, entry) => {
    expectWhole(entry);
  });
});

describe('every code has its entry, for the one who can act', () => {
  test.each(flat(ENTRA))('AADSTS%s: %s', (number, who) => {
    expect(ENTRA_CODES.get(number)?.who).toBe(who);
    expect(explain(`AADSTS${number}`)).toMatchObject([{ code: `AADSTS${number}`, source: 'entra', who }]);
    expect(explain(number)).toEqual(explain(`AADSTS${number}`));
  });

  test('and no number has one that nobody listed', () => {
    expect([...ENTRA_CODES.keys()].filter((number) => !flat(ENTRA).some(([listed]) => listed === number))).toEqual([]);
  });

  test.each(flat(GRAPH))('%s: %s', (code, who) => {
    expect(GRAPH_CODES.get(code)?.who).toBe(who);
    expect(explain(code)).toMatchObject([{ code, source: 'graph', who }]);
    expect(explain(code.toLowerCase())).toEqual(explain(code));
  });

  test.each(SMTP)('%s: %s', (reply, who) => {
    expect(explain(reply)).toMatchObject([{ source: 'smtp', who }]);
  });

  test.each(Object.entries(GOOGLE))('%s: %s', (code, who) => {
    expect(explain(code)).toMatchObject([{ code, source: 'google', who }]);
  });

  test.each(Object.entries(OAUTH))('%s: %s', (error, who) => {
    expect(explain(error)[0]).toMatchObject({ code: error, source: 'oauth', who });
  });

  test.each(Object.entries(SUBERRORS))('%s: %s', (suberror, who) => {
    expect(explain(suberror)[0]).toMatchObject({ code: suberror, source: 'entra', who });
  });

  test.each<[number, Helper]>([
    [12002, 'user'],
    [12003, 'operator'],
    [12004, 'operator'],
    [12005, 'operator'],
    [12006, 'user'],
    [12007, 'user'],
    [12008, 'user'],
    [12009, 'user'],
    [12010, 'developer'],
    [12011, 'user'],
    [12012, 'user'],
    [12013, 'user'],
    [12014, 'user'],
    [12015, 'user'],
  ])('dialog %i: %s', (code, who) => {
    expect(dialogHelp(code).who).toBe(who);
    expect(explain(`${code}`)).toEqual([{ code: `${code}`, source: 'dialog', ...dialogHelp(code) }]);
  });

  test('a closed window is never called cancelled: it may only look closed', () => {
    expect(dialogHelp(12006).text).not.toMatch(/cancel/i);
    expect(dialogHelp(99999)).toBe(DIALOG_UNKNOWN);
  });

  test.each(TROUBLESHOOTING)('“%s” is %s: %s', (symptom, code, who) => {
    expect(explain(symptom)[0]).toMatchObject({ code, who });
  });
});
