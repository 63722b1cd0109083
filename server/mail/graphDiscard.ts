/**
 * A draft that nobody will send goes. Deleted it lies in Deleted Items, where a person finds it again.
 * Source: Graph "Delete message" (needs Mail.ReadWrite; 204).
 */
import { type Exchange, type GraphDeps, graphExchange } from './graphExchange.ts';
import { draftState, notSaid } from './graphLookUp.ts';
import { IMMUTABLE_IDS } from './graphPost.ts';
import type { Credentials, Discarded } from './mailTransport.ts';

export function graphDiscard(deps: GraphDeps) {
  return async (draftId: string, { accessToken }: Credentials, mayDelete: () => Promise<boolean>): Promise<Discarded> => {
    // The same id names the mail in Sent Items once it was sent: that one must stay.
    const state = await draftState(deps, draftId, accessToken);
    switch (state.kind) {
      case 'gone':
        return { kind: 'discarded' };
      case 'sent':
      case 'leaving':
        return { kind: 'kept', reason: 'It is no draft any more.' };
      case 'answer':
        return refused(state.end, deps.clock());
      case 'draft': {
        if (!(await mayDelete())) return { kind: 'kept', reason: 'It may be sent again.' };
        const end = await deleteDraft(deps, draftId, accessToken);
        return isGone(end) ? { kind: 'discarded' } : refused(end, deps.clock());
      }
    }
  };
}

/** Never rejects for the network. */
export function deleteDraft(deps: GraphDeps, draftId: string, accessToken: string): Promise<Exchange> {
  const ask = { accessToken, headers: { prefer: IMMUTABLE_IDS } };
  return graphExchange(deps, `/me/messages/${encodeURIComponent(draftId)}`, ask, (request) => request.delete());
}

function isGone(end: Exchange): boolean {
  return end.kind === 'answer' && (end.status === 404 || (end.status >= 200 && end.status < 300));
}

function refused(end: Exchange, now: number): Discarded {
  const said = notSaid(end, now);
  return said.kind === 'open' ? said : { kind: 'kept', reason: said.reason };
}
