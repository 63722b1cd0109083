/**
 * Whether Gmail will send under another address. It puts the own address in place of any other that is not set up and
 * verified under “Send mail as”, without a word: so it is asked first, and nothing is sent under a name nobody chose.
 * Source: Gmail API "users.settings.sendAs.list" (needs gmail.settings.basic or gmail.modify).
 */
import { networkFault } from '../network/networkFault.ts';
import { type GmailDeps, gmailExchange } from './gmailExchange.ts';
import { gmailOutcome } from './gmailOutcome.ts';
import type { SendOutcome } from './sendOutcome.ts';

/** Undefined: it may. */
export type MaySend = (from: string, accessToken: string) => Promise<SendOutcome | undefined>;

/** A list is good for this long; a campaign would ask before each of its mails. */
const GOOD_FOR_MS = 5 * 60_000;

export function gmailSenders(deps: GmailDeps): MaySend {
  // Of the last token only: mailboxes send one after the other, and lists of many would pile up.
  let last: { accessToken: string; until: number; verified: Set<string> } | undefined;
  return async (from, accessToken) => {
    const now = deps.clock();
    if (last?.accessToken !== accessToken || last.until <= now) {
      const asked = await ask(deps, accessToken);
      if ('kind' in asked) return asked;
      last = { accessToken, until: now + GOOD_FOR_MS, verified: asked.verified };
    }
    return last.verified.has(from.toLowerCase()) ? undefined : denied(from);
  };
}

async function ask(deps: GmailDeps, accessToken: string): Promise<{ verified: Set<string> } | SendOutcome> {
  const end = await gmailExchange(deps, { path: '/gmail/v1/users/me/settings/sendAs', accessToken });
  if (end.kind === 'failed') return notAsked(networkFault(end.error).code);
  if (end.status === 200) return { verified: verifiedOf(end.body) };
  const refusal = gmailOutcome(end, '', deps.clock());
  if (end.status === 401 || refusal.kind === 'later') return refusal;
  if (end.status === 403) return { kind: 'rejected', code: 'SEND_AS_DENIED', reason: UNSEEN };
  return notAsked(refusal.kind === 'accepted' ? `HTTP_${end.status}` : refusal.code);
}

const UNSEEN =
  'Mergepost may not look up which senders Gmail allows for this mailbox, and Gmail would silently put the mailbox’s own address in place of another. ' +
  'Connect it again with “Send as another address”, or leave the sender out.';

/** Only a question was asked, so whatever happened to it, nothing was sent. */
function notAsked(code: string): SendOutcome {
  return {
    kind: 'later',
    code,
    reason: 'Google could not say whether this mailbox may send as the chosen sender. Wait a moment.',
  };
}

function denied(from: string): SendOutcome {
  const reason =
    `Gmail does not send as ${from} from this mailbox: the address is not set up, or not verified, under “Send mail as” in Gmail’s settings. ` +
    'Add it there, or leave the sender out.';
  return { kind: 'rejected', code: 'SEND_AS_DENIED', reason };
}

function verifiedOf(body: unknown): Set<string> {
  const list = (body as { sendAs?: unknown } | undefined)?.sendAs;
  const entries = (Array.isArray(list) ? list : []) as {
    sendAsEmail?: unknown;
    isPrimary?: unknown;
    verificationStatus?: unknown;
  }[];
  return new Set(
    entries
      .filter(({ isPrimary, verificationStatus }) => isPrimary === true || verificationStatus === 'accepted')
      .map(({ sendAsEmail }) => String(sendAsEmail).toLowerCase()),
  );
}
