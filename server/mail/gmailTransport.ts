/** The Gmail API as a wire: one `users.messages.send` per message, sent once. */
import type { PostOnce } from '../network/httpPoster.ts';
import type { GmailDeps } from './gmailExchange.ts';
import { gmailOutcome } from './gmailOutcome.ts';
import { gmailOversize, gmailRequest } from './gmailRequest.ts';
import { gmailSenders } from './gmailSenders.ts';
import { jsonOf } from './jsonOf.ts';
import { LEASE_OVER } from './leaseOver.ts';
import { madeAhead } from './madeAhead.ts';
import type { MailTransport } from './mailTransport.ts';
import { mimeMessage } from './mimeMessage.ts';
import { GOOGLE, networkOutcome } from './networkOutcome.ts';

export interface GmailWays extends GmailDeps {
  post: PostOnce;
  /** What stands before `/upload/gmail/v1` at the origin: empty, or a path that begins with a slash. */
  basePath: string;
}

/** Far more than an explanation of a refusal has. */
const ANSWER_MAX = 64 * 1024;

export function gmailTransport(deps: GmailWays): MailTransport {
  const maySend = gmailSenders(deps);
  const made = madeAhead((message, as) => mimeMessage(message, as, { date: deps.clock(), keepBcc: true }), deps.clock);
  return {
    prepare: made.prepare,
    send: async (message, as, hooks = {}) => {
      const mime = await made.of(message, as);
      const oversize = gmailOversize(mime.bytes.length);
      if (oversize !== undefined) return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: oversize };
      const { accessToken } = as;
      if (mime.from !== as.address) {
        const refusal = await maySend(mime.from, accessToken);
        if (refusal) return refusal;
      }
      const { path, contentType, body } = gmailRequest(mime.bytes);
      await hooks.beforeBytes?.({});
      const headers = ['authorization', `Bearer ${accessToken}`, 'content-type', contentType, 'accept', 'application/json'];
      const { mayWrite } = hooks;
      const end = await deps.post({ path: `${deps.basePath}${path}`, headers, body: [body], mayWrite, answerMax: ANSWER_MAX });
      if (end.kind === 'answer') return gmailOutcome({ ...end, body: jsonOf(end.body) }, mime.messageId, deps.clock());
      return end.kind === 'held' ? LEASE_OVER : networkOutcome(end.fault, GOOGLE);
    },
  };
}
