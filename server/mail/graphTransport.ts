/** Microsoft Graph as a wire: one `POST /me/sendMail` per message, sent once. */
import { type GraphDeps, graphExchange } from './graphExchange.ts';
import { graphOutcome } from './graphOutcome.ts';
import { graphOversize, graphRequest } from './graphRequest.ts';
import type { MailTransport } from './mailTransport.ts';
import { networkOutcome } from './networkOutcome.ts';

export function graphTransport(deps: GraphDeps): MailTransport {
  return {
    send: async (message, as, hooks) => {
      const { path, headers, body } = graphRequest(message, as);
      const text = JSON.stringify(body);
      const oversize = graphOversize(Buffer.byteLength(text, 'utf8'));
      if (oversize !== undefined) return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: oversize };
      const ask = { accessToken: as.accessToken, headers, beforeBytes: () => hooks?.beforeBytes?.({}) ?? Promise.resolve() };
      const end = await graphExchange(deps, path, ask, (request) => request.post(text));
      return end.kind === 'answer' ? graphOutcome(end, deps.clock()) : networkOutcome(end.error);
    },
  };
}
