/**
 * What an SMTP dialogue that went wrong means for the message. A reply of the server is an answer: 4yz and 5yz say that
 * this message was not taken, before and after its end (RFC 5321 sections 4.2.1 and 6.1). No answer after its end was
 * handed out is a doubt. Nothing that is not listed here is ever `later`.
 * Sources: RFC 5321, 3463, 4954; Microsoft "Non-delivery reports in Exchange Online" and "Outbound spam sending limits";
 * Google "Gmail SMTP errors and codes".
 */
import { explainReply } from '../../shared/help/explainReply.ts';
import { SEND_AS_DENIED } from '../../shared/help/graphCodes.ts';
import type { SendOutcome } from './sendOutcome.ts';
import type { SmtpTrouble } from './smtpTrouble.ts';

export type SmtpFailure = Exclude<SendOutcome, { kind: 'accepted' }>;

interface Reply {
  /** One line. */
  said: string;
  /** `550`. */
  digits: string;
  /** `5.7.60` (RFC 3463), or empty. */
  enhanced: string;
  /** Both, as the help knows them. */
  code: string;
}

/** Quotas and blocks of the whole mailbox or organisation: the next message would fare no better. */
const STOPS = new Set('5.1.8 5.1.90 5.4.5 5.7.232 5.7.233 5.7.236 5.7.501 5.7.502 5.7.503 5.7.705 5.7.708 5.7.750'.split(' '));
/** Exchange's own words for the same, behind a code that says nothing (5.2.0). Microsoft, "Improvements in SMTP AUTH client submission". */
const STOP_WORDS = /SubmissionQuotaExceeded|OutboundSpamException/;
/** RFC 4954 section 6, and Exchange's "client was not authenticated". */
const SIGN_IN = new Set(['530', '534', '535', '538']);
const NO_MECHANISM = new Set(['502', '503', '504']);

export function smtpOutcome(trouble: SmtpTrouble): SmtpFailure {
  if (trouble.tls !== undefined && trouble.stage === 'connect') return tlsFailed(trouble.tls);
  const reply = trouble.reply === undefined ? undefined : readReply(trouble.reply);
  if (reply === undefined) return withoutReply(trouble);
  if (reply.digits.startsWith('4'))
    return { kind: 'later', code: reply.code, status: Number(reply.digits), reason: reasonOf(reply) };
  if (trouble.stage === 'connect') return notLetIn(trouble, reply);
  if (trouble.stage === 'login' || isSignIn(reply)) return signInRefused(trouble, reply);
  return messageRefused(trouble, reply);
}

/** A reply that is none counts as no reply. */
function readReply(said: string): Reply | undefined {
  const { digits, enhanced = '' } =
    /^(?<digits>[45]\d\d)(?: (?<enhanced>[45]\.\d{1,3}\.\d{1,3}))?(?: |$)/.exec(said)?.groups ?? {};
  if (digits === undefined) return undefined;
  return { said, digits, enhanced, code: enhanced === '' ? digits : `${digits} ${enhanced}` };
}

function withoutReply({ stage, code }: SmtpTrouble): SmtpFailure {
  if (stage === 'dot') {
    const reason =
      'The mail server did not say whether it took the mail before the connection ended, so it may or may not have gone out. ' +
      'Look into the sent mails before you send it again.';
    return { kind: 'unknown', code, reason };
  }
  // Found before anything was said: SIZE announces what the server takes (RFC 1870).
  if (code === 'EMESSAGE') return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: TOO_LARGE };
  if (code === 'EENVELOPE') {
    const reason = 'An address of this message cannot be sent to over SMTP. Correct the address and send it again.';
    return { kind: 'rejected', code: 'INVALID_ADDRESS', reason };
  }
  return { kind: 'later', code, reason: stage === 'connect' ? UNREACHABLE : BROKEN };
}

const UNREACHABLE = 'The mail server could not be reached, so nothing was sent. Wait a moment.';
const BROKEN = 'The connection to the mail server broke before the mail was handed over, so nothing was sent. Wait a moment.';
const TOO_LARGE = 'The message is larger than this mail server takes. Make the attachments smaller, or send a link to the file.';

/** Neither passes by itself, and the rest of a list would fail alike: the mailbox waits for whoever runs this server. */
function tlsFailed(tls: NonNullable<SmtpTrouble['tls']>): SmtpFailure {
  if (tls === 'untrusted') {
    const reason =
      'The certificate of the mail server is not trusted: it has expired, is for another name, or comes from an authority that is not known here. Nothing was sent.';
    const next =
      'Tell whoever runs this Mergepost server: an authority of the own house belongs into the file that MAIL_CA_FILE names, ' +
      'anything else into the hands of the mail server’s administrator.';
    return operatorFault('TLS_NOT_TRUSTED', reason, next);
  }
  const reason = 'The mail server and Mergepost found no common way to encrypt the connection. Nothing was sent.';
  return operatorFault('TLS_FAILED', reason, CHECK_SERVER);
}

const CHECK_SERVER =
  'Tell whoever runs this Mergepost server to check host, port and security of the mail server in the app: 587 with STARTTLS, or 465 with TLS from the start.';

function operatorFault(code: string, reason: string, next: string): SmtpFailure {
  return { kind: 'reconnect', state: 'operator-fault', code, reason, next };
}

/** 5yz before there is a login: no STARTTLS there, or this network is not welcome. */
function notLetIn({ command }: SmtpTrouble, reply: Reply): SmtpFailure {
  if (command === 'STARTTLS' || command === 'EHLO' || command === 'HELO') {
    const reason = 'The mail server does not offer an encrypted connection (STARTTLS), so nothing was sent.';
    return operatorFault('STARTTLS_MISSING', reason, CHECK_SERVER);
  }
  const reason = `The mail server does not talk to this server and says: “${reply.said}”. Nothing was sent.`;
  const next = 'Tell whoever runs this Mergepost server: the mail server’s administrator can say why.';
  return operatorFault(reply.code, reason, next);
}

function isSignIn(reply: Reply): boolean {
  return SIGN_IN.has(reply.digits) || reply.enhanced === '5.7.57' || reply.enhanced === '5.7.139';
}

function signInRefused({ stage }: SmtpTrouble, reply: Reply): SmtpFailure {
  if (isSwitchedOff(reply)) {
    const { reason, next } = parted(reasonOf(reply));
    return { kind: 'reconnect', state: 'needs-admin', code: reply.code, reason, next };
  }
  if (stage === 'login' && (NO_MECHANISM.has(reply.digits) || reply.enhanced === '5.7.4')) {
    const reason = 'The mail server does not offer this way of signing in. Nothing was sent.';
    const next =
      'Tell whoever runs this Mergepost server to choose XOAUTH2 or OAUTHBEARER in the app, whichever the mail server names.';
    return operatorFault(reply.code, reason, next);
  }
  const hint =
    reply.enhanced === '5.7.3' ? ' If that does not help, ask your administrator to allow “Authenticated SMTP” for it.' : '';
  const reason = `The mail server no longer accepts the sign-in of this mailbox. Connect it again.${hint}`;
  return { kind: 'reconnect', state: 'needs-reconnect', code: reply.code, reason };
}

/** SMTP AUTH is off for the mailbox or the tenant, or a policy forbids it. Wrong credentials come with 5.7.139 too. */
function isSwitchedOff({ enhanced, said }: Reply): boolean {
  if (/smtpclientauthentication is disabled/i.test(said) || enhanced === '5.7.57') return true;
  return enhanced === '5.7.139' && !/credentials were incorrect/i.test(said);
}

function messageRefused({ command }: SmtpTrouble, reply: Reply): SmtpFailure {
  const { enhanced, digits, said } = reply;
  if (isSendAs(reply)) return { kind: 'rejected', code: 'SEND_AS_DENIED', reason: SEND_AS_DENIED };
  // The same code says of a receiver, while receivers are named, that the receiver's mailbox is full.
  if (STOPS.has(enhanced) || STOP_WORDS.test(said) || (enhanced === '5.2.2' && command !== 'RCPT TO'))
    return { kind: 'stopMailbox', code: reply.code, reason: reasonOf(reply) };
  if (enhanced === '5.3.4' || enhanced === '5.2.3' || (digits === '552' && enhanced === ''))
    return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: TOO_LARGE };
  return { kind: 'rejected', code: reply.code, reason: `${reasonOf(reply)} The mail server’s own words: “${said}”.` };
}

function isSendAs({ enhanced, said }: Reply): boolean {
  if (enhanced === '5.7.60' || enhanced === '5.2.252') return true;
  return /send ?as ?denied|permissions? to send as|not allowed to send as|not owned by user/i.test(said);
}

/** What happened, and as the last sentence the next step (shared/help). */
function reasonOf({ said }: Reply): string {
  return explainReply(said)[0]?.text ?? `The mail server did not take the mail and says: “${said}”.`;
}

/** The last sentence of a help text is the step to take. */
function parted(text: string): { reason: string; next: string } {
  const at = text.lastIndexOf('. ');
  return at < 0 ? { reason: text, next: 'Ask your administrator.' } : { reason: text.slice(0, at + 1), next: text.slice(at + 2) };
}
