/** The Gmail API as a wire: one `users.messages.send` per message, sent once. */
import { type GmailDeps, gmailExchange } from './gmailExchange.ts';
import { gmailOutcome } from './gmailOutcome.ts';
import { gmailOversize, gmailRequest } from './gmailRequest.ts';
import { gmailSenders } from './gmailSenders.ts';
import type { MailTransport } from './mailTransport.ts';
import { mimeMessage } from './mimeMessage.ts';
import { GOOGLE, networkOutcome } from './networkOutcome.ts';

export function gmailTransport(deps: GmailDeps): MailTransport {
  const maySend = gmailSenders(deps);
  return {
    send: async (message, as, hooks) => {
      const mime = await mimeMessage(message, as, { date: deps.clock(), keepBcc: true });
      const oversize = gmailOversize(mime.bytes.length);
      if (oversize !== undefined) return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: oversize };
      const { accessToken } = as;
      if (mime.from !== as.address) {
        const refusal = await maySend(mime.from, accessToken);
        if (refusal) return refusal;
      }
      const send = gmailRequest(mime.bytes);
      await hooks?.beforeBytes?.({});
      const end = await gmailExchange(deps, { method: 'POST', accessToken, ...send });
      return end.kind === 'answer' ? gmailOutcome(end, mime.messageId, deps.clock()) : networkOutcome(end.error, GOOGLE);
    },
  };
}
