/**
 * Sending in two steps: a draft with an id that stays, then “send this draft”. Nothing leaves by the first, so whatever
 * becomes of it is no doubt; and after the second the mailbox itself can say what became of it (graphLookUp.ts).
 * Sources: Graph "Create message", "message: send", "Obtain immutable identifiers for Outlook resources".
 */
import { deleteDraft } from './graphDiscard.ts';
import type { GraphDeps } from './graphExchange.ts';
import { draftState } from './graphLookUp.ts';
import { graphOutcome } from './graphOutcome.ts';
import { type GraphEnd, type GraphPostDeps, graphPost } from './graphPost.ts';
import { LEASE_OVER } from './leaseOver.ts';
import { DRAFT_GONE, type SendHooks } from './mailTransport.ts';
import { networkOutcome } from './networkOutcome.ts';
import type { SendOutcome } from './sendOutcome.ts';

export type GraphSendDeps = GraphDeps & GraphPostDeps;

/** Graph repeats the whole message in its answer: more than it takes in a request, for what JSON escapes. */
const DRAFT_ANSWER_MAX = 16 * 1024 * 1024;

/** Makes a draft and sends it. `body`: the message as JSON. */
export async function sendAsDraft(
  deps: GraphSendDeps,
  body: readonly Buffer[],
  accessToken: string,
  hooks: SendHooks,
): Promise<SendOutcome> {
  const ask = { path: '/me/messages', accessToken, body, immutableIds: true, answerMax: DRAFT_ANSWER_MAX };
  const made = madeDraft(await graphPost(deps, ask), deps.clock());
  if ('outcome' in made) return made.outcome;
  try {
    await hooks.beforeBytes?.(made);
  } catch (error) {
    // Nobody knows of this draft: it must not stay for somebody to send by hand. Best effort.
    await deleteDraft(deps, made.draftId, accessToken).catch(() => undefined);
    throw error;
  }
  return sendDraft(deps, made.draftId, accessToken, hooks);
}

/**
 * Sends a draft of an earlier attempt. It is looked at first, because Graph does not say what becomes of an item that is sent
 * twice. One that is gone may have left: no new one is ever made in its place. `mayRead`: the grant allows to look.
 */
export async function resendDraft(
  deps: GraphSendDeps,
  draftId: string,
  accessToken: string,
  { mayRead, ...hooks }: SendHooks & { mayRead: boolean },
): Promise<SendOutcome> {
  await hooks.beforeBytes?.({ draftId });
  const state = mayRead ? await draftState(deps, draftId, accessToken) : { kind: 'draft' as const };
  switch (state.kind) {
    case 'sent':
      return { kind: 'accepted', providerId: draftId, idKind: 'immutable' };
    case 'gone':
      return GONE;
    case 'leaving':
      return {
        kind: 'unknown',
        code: 'IN_OUTBOX',
        reason: 'The mail of an earlier attempt still waits in the Outbox and may yet leave.',
      };
    case 'answer':
      return unsent(
        state.end.kind === 'failed' ? { kind: 'unknown', code: 'NETWORK', reason: '' } : graphOutcome(state.end, deps.clock()),
      );
    case 'draft': {
      const outcome = await sendDraft(deps, draftId, accessToken, hooks);
      return outcome.kind === 'rejected' && outcome.code === 'ErrorItemNotFound' ? GONE : outcome;
    }
  }
}

const GONE: SendOutcome = {
  kind: 'unknown',
  code: DRAFT_GONE,
  reason:
    'The draft of an earlier attempt is gone: it was sent after all, or somebody deleted it. Look into Sent Items before you send it again.',
};

async function sendDraft(
  deps: GraphSendDeps,
  draftId: string,
  accessToken: string,
  { mayWrite }: SendHooks,
): Promise<SendOutcome> {
  const path = `/me/messages/${encodeURIComponent(draftId)}/send`;
  const end = await graphPost(deps, { path, accessToken, body: [], immutableIds: true, mayWrite });
  const outcome = graphEndOutcome(end, deps.clock());
  return outcome.kind === 'accepted' ? { ...outcome, providerId: draftId, idKind: 'immutable' } : outcome;
}

export function graphEndOutcome(end: GraphEnd, now: number): SendOutcome {
  switch (end.kind) {
    case 'answer':
      return graphOutcome(end, now);
    case 'failed':
      return networkOutcome(end.fault);
    case 'held':
      return LEASE_OVER;
  }
}

/** Pure: what the answer to `POST /me/messages` means. */
export function madeDraft(end: GraphEnd, now: number): { draftId: string } | { outcome: SendOutcome } {
  const outcome = graphEndOutcome(end, now);
  if (outcome.kind !== 'accepted') return { outcome: unsent(outcome) };
  const id = end.kind === 'answer' ? (end.body as { id?: unknown } | undefined)?.id : undefined;
  if (typeof id === 'string' && id !== '') return { draftId: id };
  return { outcome: unsent({ kind: 'unknown', code: 'DRAFT_WITHOUT_ID', reason: '' }) };
}

/** What is a doubt for a message that was to leave is none for one that was only to be put down, or looked at. */
function unsent(outcome: SendOutcome): SendOutcome {
  if (outcome.kind !== 'unknown' && outcome.kind !== 'accepted') return outcome;
  if (outcome.kind === 'unknown') return { ...outcome, kind: 'later', reason: NOT_PUT_DOWN };
  const { requestId } = outcome;
  return { kind: 'later', code: 'HTTP_200', status: 200, reason: NOT_PUT_DOWN, ...(requestId !== undefined && { requestId }) };
}

const NOT_PUT_DOWN =
  'Microsoft did not say whether it put the mail into Drafts, so it was not sent. Wait a moment; a draft that is left over may be deleted.';
