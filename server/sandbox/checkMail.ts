import type { GraphError } from './graphError.ts';
import type { SandboxMail } from './mailbox.ts';
import type { SandboxPerson } from './samplePeople.ts';

/** Exchange Online's default; an administrator may set 1 to 1000. */
const MAX_RECIPIENTS = 500;
/** graph resources/message.md, internetMessageHeaders. */
const MAX_HEADERS = 5;

type Checked = Pick<SandboxMail, 'from' | 'to' | 'cc' | 'bcc' | 'replyTo' | 'extendedProperties'>;

/** What Exchange looks at once the body could be read: who sends, to whom, and the properties with rules of their own. */
export function checkMail(mail: Checked, person: SandboxPerson, scopes: string[]): GraphError | undefined {
  return checkSender(mail, person, scopes) ?? checkRecipients(mail) ?? checkExtended(mail);
}

/**
 * Another address as sender needs two things (graph outlook-send-mail-from-other-user.md): the permission of the token,
 * which Graph looks at, and the right in the mailbox, which Exchange looks at afterwards.
 */
function checkSender(mail: Checked, person: SandboxPerson, scopes: string[]): GraphError | undefined {
  const from = mail.from.address.toLowerCase();
  if (from === person.address) return undefined;
  if (!scopes.includes('Mail.Send.Shared')) return accessDenied;
  return person.sendsAs.includes(from) ? undefined : sendAsDenied;
}

export const accessDenied: GraphError = {
  status: 403,
  code: 'ErrorAccessDenied',
  message: 'Access is denied. Check credentials and try again.',
};

const sendAsDenied: GraphError = {
  status: 403,
  code: 'ErrorSendAsDenied',
  message:
    'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account., Cannot submit message.',
};

function checkRecipients(mail: Checked): GraphError | undefined {
  const all = [...mail.to, ...mail.cc, ...mail.bcc];
  if (all.length === 0) return invalidRecipients("A message can't be sent because it contains no recipients.");
  if (all.length > MAX_RECIPIENTS)
    return invalidRecipients(`The message has ${all.length} recipients; this mailbox allows ${MAX_RECIPIENTS}.`);
  const bad = [...all, ...mail.replyTo].find((each) => !isAddress(each.address));
  if (bad === undefined) return undefined;
  return invalidRecipients(
    `Recipient '${bad.address}' is not resolved. All recipients must be resolved before a message can be submitted.`,
  );
}

const invalidRecipients = (message: string): GraphError => ({
  status: 400,
  code: 'ErrorInvalidRecipients',
  message: `At least one recipient is not valid., ${message}`,
});

/** Well formed, as far as a mail server without a look-up can tell. Addresses beyond ASCII (RFC 6531) pass. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  const isAtom =
    /^[^\s@<>()[\]\\,;:"]+(\.[^\s@<>()[\]\\,;:"]+)*$/.test(local) &&
    !local.startsWith('.') &&
    !local.endsWith('.') &&
    !local.includes('..');
  const isQuoted = /^"([^"\\]|\\.)*"$/.test(local);
  const isDomain =
    /^[^\s@<>()[\]\\,;:".-]([^\s@<>()[\]\\,;:"]*[^\s@<>()[\]\\,;:".-])?$/.test(domain) &&
    !domain.includes('..') &&
    domain.includes('.');
  return at > 0 && text.length <= 320 && (isAtom || isQuoted) && isDomain;
}

/** The headers of a JSON message; null counts as absent, an empty list does not. */
export function checkHeaders(
  headers: { name?: string | null; value?: string | null }[] | null | undefined,
): GraphError | undefined {
  if (headers === null || headers === undefined) return undefined;
  if (headers.length === 0) return headerCollection('The internet message headers collection cannot be empty.');
  if (headers.length > MAX_HEADERS)
    return headerCollection(`Maximum number of headers in one message should be less than or equal to ${MAX_HEADERS}.`);
  const bad = headers.find((each) => !/^x-[!-9;-~]+$/i.test(each.name ?? '') || /[\r\n]/.test(each.value ?? ''));
  if (bad === undefined) return undefined;
  const message = `The internet message header name '${bad.name ?? ''}' should start with 'x-' or 'X-'.`;
  return { status: 400, code: 'InvalidInternetMessageHeader', message };
}

const headerCollection = (message: string): GraphError => ({
  status: 400,
  code: 'InvalidInternetMessageHeaderCollection',
  message,
});

const MAPI_TYPES =
  'ApplicationTime|Binary|Boolean|CLSID|Currency|Double|Error|Float|Integer|Long|Null|Object|Short|String|SystemTime';
/** graph resources/extended-properties-overview.md: `String 0x1045`, `String {guid} Name X`, `Integer {guid} Id 0x8012`. */
const EXTENDED_ID = new RegExp(
  `^(${MAPI_TYPES}|(${MAPI_TYPES})Array) (0x[0-9a-f]{1,4}|\\{[0-9a-f-]{36}\\} (Name .+|Id 0x[0-9a-f]{1,4}))$`,
  'i',
);

/** Also of a draft, which has no receivers yet. */
export function checkExtended(mail: Pick<Checked, 'extendedProperties'>): GraphError | undefined {
  for (const { id, value } of mail.extendedProperties) {
    const isTime = /^SystemTime /i.test(id);
    if (!EXTENDED_ID.test(id) || (isTime && Number.isNaN(Date.parse(value))))
      return {
        status: 400,
        code: 'ErrorInvalidExtendedProperty',
        message: `The extended property '${id}' or its value is not valid.`,
      };
  }
  return undefined;
}
