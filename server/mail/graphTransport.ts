/**
 * Microsoft Graph as a wire. With Mail.Send alone or with Mail.Read one `POST /me/sendMail` per message, sent once; with
 * Mail.ReadWrite a draft that is sent, so that its end can be found out for certain.
 */
import { bytesOf } from '../network/httpPoster.ts';
import { graphBodies } from './graphBody.ts';
import { type GraphSendDeps, graphEndOutcome, resendDraft, sendAsDraft } from './graphDraft.ts';
import { graphDiscard } from './graphDiscard.ts';
import { graphLookUp } from './graphLookUp.ts';
import { graphPost } from './graphPost.ts';
import { graphOversize } from './graphRequest.ts';
import { madeAhead } from './madeAhead.ts';
import type { MailTransport } from './mailTransport.ts';

export interface GraphWays extends GraphSendDeps {
  /** What the grant allows (mailWire.ts). */
  proof: 'draft' | 'search' | 'none';
}

export function graphTransport(deps: GraphWays): MailTransport {
  const bodies = graphBodies();
  const { proof } = deps;
  const mayRead = proof !== 'none';
  const made = madeAhead(proof === 'draft' ? bodies.draft : bodies.sendMail, deps.clock);
  return {
    htmlAlone: true,
    prepare: made.prepare,
    send: async (message, as, hooks = {}) => {
      const { accessToken } = as;
      if (hooks.draftId !== undefined) return resendDraft(deps, hooks.draftId, accessToken, { ...hooks, mayRead });
      const body = made.of(message, as);
      const oversize = graphOversize(bytesOf(body));
      if (oversize !== undefined) return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: oversize };
      if (proof === 'draft') return sendAsDraft(deps, body, accessToken, hooks);
      await hooks.beforeBytes?.({});
      const end = await graphPost(deps, { path: '/me/sendMail', accessToken, body, mayWrite: hooks.mayWrite });
      return graphEndOutcome(end, deps.clock());
    },
    ...(mayRead && { lookUp: graphLookUp(deps) }),
    ...(proof === 'draft' && { discard: graphDiscard(deps) }),
  };
}
