/**
 * Replies of mail servers: to the letter when it is handed in, and in the reports that come into the mailbox later.
 * Sources: RFC 5321, 3463 and 4954; Microsoft "Non-delivery reports in Exchange Online", "Outbound spam sending limits",
 * "Fix issues with printers, scanners, and LOB applications"; Google "Gmail SMTP errors and codes" (support.google.com/a/answer/3726730).
 */
import { type HelpEntry, type HelpRow, type HelpTable, helpTable } from './helpEntry.ts';
import { ABUSE, QUOTA, SEND_AS_DENIED } from './graphCodes.ts';

const AGAIN = 'Connect the mailbox again and sign in.';
const ADDRESS = 'Check the address and send the letter again.';
const LATER = 'Try again in a few minutes.';
const REPORT = 'Report it to whoever runs this Mergepost server, with this code.';
const SMTP_OFF =
  'sending over SMTP is switched off for it. Ask your administrator to allow “Authenticated SMTP” for this mailbox (Microsoft 365 admin center, Active users, Mail, Manage email apps).';
const SIGN_IN_REFUSED = `The mail server did not accept the sign-in. ${AGAIN}`;
const SPAM_ACCOUNT =
  'Microsoft has stopped this mailbox because it takes its mails for spam, or somebody else may be using it. Ask your administrator to release it (Microsoft Defender, Restricted entities).';
const SLOW_RECEIVER =
  'The receiver gets more mail at the moment than the server takes for one mailbox. Send to this address again in an hour.';
const RECEIVER_CLOSED =
  'The receiver takes mail only from chosen senders, or from inside the own organisation. Ask the receiver to allow your address.';
const PROVE =
  'The receiver wants proof that your domain really sends this mail (SPF, DKIM and DMARC). Ask the administrator of your domain to set all three up.';
const THEIR_SPAM =
  'The receiver’s server takes the letter for unwanted mail. Change what looks like advertising in it, or ask the receiver to allow your address.';
const TOO_LARGE = 'The letter is larger than the mail server takes. Make the attachments smaller, or send a link to the file.';
const BANNED =
  'The mail server does not take mail from the network of this server. Ask the network’s owner to have the address taken off the block list.';
const FULL = 'The receiver’s mailbox is full. Tell the receiver in another way, and send the letter again later.';

/** Replies to the sign-in and to the sender. */
const AT_THE_DOOR: readonly HelpRow[] = [
  ['535-5.7.3 5.7.3', 'admin', `Microsoft did not accept the sign-in to send from this mailbox; most often ${SMTP_OFF}`],
  ['5.7.139', 'admin', `Microsoft did not let this mailbox in; most often ${SMTP_OFF}`],
  ['5.7.57', 'admin', `Microsoft took the letter for one without a sign-in; most often ${SMTP_OFF}`],
  ['5.7.60 5.2.252', 'user', SEND_AS_DENIED],
  [
    '5.7.64',
    'admin',
    'Microsoft does not know the server that hands in the mail (a connector with a certificate or address no longer fits). Ask your administrator to mend the connector in the Exchange admin center.',
  ],
  [
    '5.7.8',
    'user',
    `The mail server did not accept the sign-in; the address may be another one than the one that signed in. ${AGAIN}`,
  ],
  ['5.7.9', 'user', `Google wants you to sign in with your browser first, or does not take a password here. ${AGAIN}`],
  ['5.7.14', 'user', `Google wants you to sign in with your browser first. ${AGAIN}`],
  ['535 534 538 535-5.7.1', 'user', SIGN_IN_REFUSED],
  [
    '530 530-5.7.0 530-5.5.1',
    'operator',
    'The mail server wants encryption or a sign-in first. Check host, port and security of the app (587 with STARTTLS, or 465 with TLS).',
  ],
  ['454-4.7.0', 'wait', `The mail server could not check the sign-in at the moment. ${LATER}`],
  [
    '5.7.4 504',
    'operator',
    'The mail server does not offer this way of signing in. Choose XOAUTH2 or OAUTHBEARER in the app, whichever the server names.',
  ],
  ['4.7.12', 'admin', 'The mail server wants the account to be set up for this way of signing in first. Ask your administrator.'],
];

/** Limits of pace, number and size. */
const LIMITS: readonly HelpRow[] = [
  [
    '4.3.2',
    'wait',
    'Too many letters of this mailbox were on their way at once. Wait a moment; Mergepost sends them one after the other.',
  ],
  ['4.5.3', 'user', 'The letter has too many receivers at once. Send it to fewer people at a time.'],
  ['5.5.3', 'user', 'The letter has too many receivers. Send it to fewer people at a time.'],
  ['5.3.4 5.2.3', 'user', TOO_LARGE],
  ['5.1.90', 'wait', 'The mailbox has sent to as many people as it may in 24 hours. Wait until tomorrow, then send the rest.'],
  ['5.2.2', 'wait', 'The mailbox has used up what it may send for now. Wait some hours, then send the rest.'],
  ['5.4.5', 'wait', 'The mailbox has used up what Google lets it send in a day. Wait until tomorrow, then send the rest.'],
  [
    '5.2.121',
    'wait',
    'This mailbox has sent more to one receiver than is taken in an hour. Send to this address again in an hour.',
  ],
  ['5.2.122 4.2.1', 'wait', SLOW_RECEIVER],
  [
    '5.7.232',
    'admin',
    'Your organisation is a trial one and has sent as many mails outside as such may in 24 hours. Wait until tomorrow, or ask your administrator to buy a subscription.',
  ],
  [
    '5.7.233',
    'wait',
    'Your whole organisation has sent as many mails outside as it may in 24 hours. Wait until tomorrow, send the rest in smaller parts, and tell your administrator.',
  ],
  [
    '5.7.236',
    'admin',
    'Mail from an address that ends in onmicrosoft.com may go to 100 people outside in 24 hours. Ask your administrator for an address with your own domain.',
  ],
  [
    '421-4.7.0',
    'wait',
    'The mail server wants a slower pace, or distrusts the network of this server for a while. Wait some minutes; if it stays so, tell whoever runs this server.',
  ],
  [
    '4.7.1 4.7.28 4.7.500 4.7.850',
    'wait',
    'The mail server holds mail back for a while because it looks unusual. Wait an hour, then send the rest more slowly.',
  ],
];

/** What comes back about a receiver. */
const RECEIVERS: readonly HelpRow[] = [
  ['5.1.1 5.1.10 5.5.0 5.7.504 5.7.505', 'user', `There is no such mailbox at the receiver’s. ${ADDRESS}`],
  ['5.1.0 5.1.2 5.1.3 5.1.6', 'user', `The receiver’s address is not right, or its domain does not exist. ${ADDRESS}`],
  ['5.2.1', 'user', 'The receiver’s mailbox is closed. Ask the receiver for another address.'],
  ['4.2.2', 'user', FULL],
  ['5.4.1', 'user', `The receiver’s server does not take mail for this address. ${ADDRESS}`],
  [
    '4.4.7 5.4.300 4.4.316',
    'user',
    'The receiver’s server could not be reached for a long time. Check the address, and send the letter again later.',
  ],
  [
    '5.4.6 5.4.14',
    'admin',
    'The letter went round in circles between mail servers. Ask your administrator to look at the mail flow and forwarding rules.',
  ],
  ['5.7.12 5.7.124 5.7.133 5.7.134 5.7.135 5.7.136 5.7.13', 'user', RECEIVER_CLOSED],
  ['5.7.515 5.7.26 4.7.26 4.7.27 5.7.27 5.7.29 5.7.30 4.7.30 4.7.31 4.7.32 5.7.23 5.7.509', 'admin', PROVE],
  ['5.0.350 5.7.507 5.7.513', 'user', THEIR_SPAM],
  [
    '5.7.1',
    'user',
    'The mail server does not take this letter: the sender has no right to send here, or a rule or spam filter stopped it. Read the rest of the report, and ask your administrator if it names a rule.',
  ],
  [
    '552-5.7.0',
    'user',
    'The mail server takes an attachment or a link of the letter for dangerous. Send a link to the file in place of the attachment.',
  ],
];

/** What concerns the whole mailbox or network. */
const WHOLE: readonly HelpRow[] = [
  ['5.1.8 5.7.501 5.7.502 5.7.503', 'admin', SPAM_ACCOUNT],
  [
    '5.7.705 5.7.708',
    'admin',
    'Microsoft has stopped all mail of your organisation because most of it looks suspicious. Ask your administrator to find the cause and to call Microsoft’s support.',
  ],
  [
    '5.7.750',
    'admin',
    'Your organisation sends from a domain that it has not registered with Microsoft. Ask your administrator to add and verify the domain.',
  ],
  ['5.7.606 5.7.511 5.7.25 4.7.23', 'operator', BANNED],
  ['5.7.703', 'admin', 'Your own organisation has blocked this receiver. Ask your administrator (Tenant Allow/Block List).'],
  [
    '5.7.321 5.7.322 5.7.323 5.7.324 5.7.325 4.7.321 4.7.322 4.7.323 4.7.324 4.7.325',
    'user',
    'The receiver’s server cannot be reached over a safe connection. Tell the receiver in another way, and send the letter again later.',
  ],
];

/** The reply alone, where nothing beside it says more (RFC 5321 section 4.2, RFC 4954 section 6). */
const PLAIN: readonly HelpRow[] = [
  ['421 4.3.0 4.4.2 4.4.5 4.3.1', 'wait', `The mail server is busy or closes the connection. ${LATER}`],
  ['450 451', 'wait', `The mail server does not take this letter at the moment. ${LATER}`],
  ['452', 'wait', `The mail server has no room, or the letter has too many receivers. ${LATER}`],
  ['454', 'wait', `The mail server cannot do this at the moment. ${LATER}`],
  ['432', 'wait', `The mail server takes no more letters of this mailbox at the moment. ${LATER}`],
  [
    '500 501 502 503 555 5.5.1 5.5.2 5.5.4 5.6.0 5.6.11 4.5.0 454-4.5.0',
    'developer',
    `The mail server did not understand what Mergepost said. ${REPORT}`,
  ],
  ['550 551 553', 'user', `The mail server does not take mail from this sender, or for this receiver. ${ADDRESS}`],
  [
    '552',
    'user',
    'The letter is too large, or the receiver’s mailbox is full. Make the attachments smaller, or send a link to the file.',
  ],
  ['554', 'user', 'The mail server refused the letter. Read what it said, and send the letter again when that is mended.'],
];

/** Any other code of RFC 3463, by class and subject. */
const CLASSES: readonly HelpRow[] = [
  ['4', 'wait', `The mail server does not take this letter at the moment. ${LATER}`],
  ['5.1', 'user', `An address of the letter is not right. ${ADDRESS}`],
  ['5.2', 'user', 'The receiver’s mailbox does not take the letter. Ask the receiver, or use another address.'],
  ['5.3', 'user', 'The receiver’s mail system does not take the letter. Send it again later, or ask the receiver.'],
  ['5.4', 'user', 'The way to the receiver’s mail server is broken. Check the address, and send the letter again later.'],
  ['5.5', 'developer', `The mail servers did not understand each other. ${REPORT}`],
  [
    '5.6',
    'user',
    'The mail server cannot handle the content of the letter. Simplify the letter or its attachments, and send it again.',
  ],
  [
    '5.7',
    'user',
    'A rule of the mail server does not allow this letter. Read what the server said, and ask your administrator about it.',
  ],
];

export interface SmtpWording extends HelpEntry {
  code: string;
  /** Words of the reply, in small letters. */
  says: string;
}

/** The same code with another meaning, told by words of the reply; the first that fits counts. */
export const SMTP_WORDINGS: readonly SmtpWording[] = [
  {
    code: '5.7.139',
    says: 'disabled for the tenant',
    who: 'admin',
    text: 'Your organisation has switched off sending over SMTP for everybody. Ask your administrator to switch it on (Exchange admin center, Settings, Mail flow, SMTP AUTH), or at least for this mailbox.',
  },
  {
    code: '5.7.139',
    says: 'disabled for the mailbox',
    who: 'admin',
    text: `Microsoft did not let this mailbox in: ${SMTP_OFF}`,
  },
  {
    code: '5.7.139',
    says: 'security defaults',
    who: 'admin',
    text: 'The security defaults of your organisation do not allow this way of sending. Ask your administrator to replace them by a policy that allows it, or connect the mailbox over Graph.',
  },
  {
    code: '5.7.139',
    says: 'did not meet the criteria',
    who: 'admin',
    text: 'A Conditional Access policy of your organisation does not allow this sign-in. Ask your administrator to allow it for this mailbox.',
  },
  {
    code: '5.7.139',
    says: 'credentials were incorrect',
    who: 'user',
    text: `Microsoft did not accept the sign-in of this mailbox. ${AGAIN}`,
  },
  {
    code: '5.7.139',
    says: 'basic authentication is disabled',
    who: 'operator',
    text: 'A password was used where Microsoft takes only a modern sign-in. Set the sign-in of the app’s mail server to XOAUTH2.',
  },
  { code: '5.2.0', says: 'sendasdenied', who: 'user', text: SEND_AS_DENIED },
  { code: '5.2.0', says: 'submissionquotaexceeded', who: 'wait', text: QUOTA },
  { code: '5.2.0', says: 'outboundspamexception', who: 'user', text: ABUSE },
  {
    code: '5.7.1',
    says: 'unable to relay',
    who: 'operator',
    text: 'The mail server does not pass on mail of this sender without a sign-in. Check host, port and sign-in of the app’s mail server.',
  },
  { code: '5.2.2', says: 'mailbox full', who: 'user', text: FULL },
  { code: '5.2.2', says: 'mailbox is full', who: 'user', text: FULL },
  { code: '5.2.2', says: 'over quota', who: 'user', text: FULL },
  { code: '4.3.2', says: 'recipient thread limit', who: 'wait', text: SLOW_RECEIVER },
];

/** Runs of the last number that mean the same: `4.7.500` stands for 500 to 699. Microsoft, "Non-delivery reports". */
export const SMTP_RANGES: readonly { from: string; to: number }[] = [
  { from: '4.7.500', to: 699 },
  { from: '4.7.850', to: 899 },
  { from: '5.7.606', to: 649 },
];

/** `5.7.139`, `535`, or both with a point where a reply changes the meaning: `454-4.7.0`; `4`, `5.7`: any other of that kind. */
export const SMTP_CODES: HelpTable = helpTable([...AT_THE_DOOR, ...LIMITS, ...RECEIVERS, ...WHOLE, ...PLAIN, ...CLASSES]);
