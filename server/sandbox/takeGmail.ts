import { checkMime } from './checkMime.ts';
import { isAddress } from './checkMail.ts';
import { type GmailError, invalidArgument, noMessage } from './gmailError.ts';
import type { GooglePerson } from './googlePeople.ts';
import type { SandboxAddress } from './mailbox.ts';
import { readAddresses, readMime } from './readMime.ts';
import type { MailContent } from './takeJsonMail.ts';
import { readMimeMail } from './takeMimeMail.ts';

/**
 * A message as Gmail takes it: receivers are in its headers, bcc too, and the sender is the own address or a verified
 * alias, whatever the message says ("From" is silently replaced).
 */
export function takeGmail(source: Buffer, person: GooglePerson): MailContent | GmailError {
  if (source.length === 0) return noMessage;
  const text = source.toString('latin1');
  const root = readMime(text);
  const problem = checkMime(text, root);
  if (problem !== undefined) return invalidArgument(`Invalid MIME message: ${problem}.`);
  const own = { address: person.address, name: person.name };
  const mail = readMimeMail(source, own);
  const given = readAddresses(root.headers.find(({ name }) => name.toLowerCase() === 'from')?.value ?? '')[0];
  return checkReceivers(mail) ?? withSender(mail, senderOf(given, person, own), given);
}

function checkReceivers(mail: MailContent): GmailError | undefined {
  for (const [header, people] of [
    ['To', mail.to],
    ['Cc', mail.cc],
    ['Bcc', mail.bcc],
  ] as const)
    if (people.some((each) => !isAddress(each.address))) return invalidArgument(`Invalid ${header} header`);
  const none = mail.to.length + mail.cc.length + mail.bcc.length === 0;
  return none ? invalidArgument('Recipient address required') : undefined;
}

/** The name may be chosen; the address must be one of the person's. */
function senderOf(given: SandboxAddress | undefined, person: GooglePerson, own: SandboxAddress): SandboxAddress {
  const known = [own, ...person.aliases].find((each) => each.address === given?.address.toLowerCase());
  if (known === undefined) return own;
  return { address: known.address, name: given?.name === '' ? known.name : (given?.name ?? known.name) };
}

/** Everywhere the mail says from whom it is, and without the line that no receiver sees. */
function withSender(mail: MailContent, from: SandboxAddress, given: SandboxAddress | undefined): MailContent {
  const replaced = from.address !== given?.address.toLowerCase();
  const line = `${from.name} <${from.address}>`;
  return {
    ...mail,
    from,
    provider: 'google',
    headers: mail.headers
      .filter(({ name }) => name.toLowerCase() !== 'bcc')
      .map((header) => (replaced && header.name.toLowerCase() === 'from' ? { ...header, value: line } : header)),
    source: sourceOf(mail.source ?? '', replaced ? `From: ${line}` : undefined),
  };
}

function sourceOf(source: string, from: string | undefined): string {
  const end = source.search(/\r?\n\r?\n/);
  const head = source.slice(0, end).replace(/^bcc:.*(\r?\n[ \t].*)*(\r?\n|$)/im, '');
  return (from === undefined ? head : head.replace(/^from:.*(\r?\n[ \t].*)*/im, from)) + source.slice(end);
}
