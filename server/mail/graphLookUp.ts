/**
 * What the mailbox itself says about a message in doubt: its draft, by the id that stays the same when it is sent, or Sent
 * Items, by our own property. Only questions: they may be asked as often as one likes.
 * Sources: Graph "Get message", "Obtain immutable identifiers for Outlook resources", "singleValueLegacyExtendedProperty: get",
 * "mailFolder resource type" (well-known names).
 */
import { retryAfterMs } from '../network/retryAfter.ts';
import { type Exchange, type GraphDeps, graphExchange } from './graphExchange.ts';
import { IMMUTABLE_IDS } from './graphPost.ts';
import { MARKER_PROPERTY } from './graphRequest.ts';
import { DRAFT_GONE, type Credentials, type Doubt, type LookUp } from './mailTransport.ts';

/** `leaving`: handed over, and not yet out of the house. `answer`: Graph said something else, or nothing. */
export type DraftState = { kind: 'draft' | 'sent' | 'leaving' | 'gone' } | { kind: 'answer'; end: Exchange };

export function graphLookUp(deps: GraphDeps) {
  return async (doubt: Doubt, { accessToken }: Credentials): Promise<LookUp> =>
    doubt.draftId === null
      ? inSentItems(deps, doubt.markerId, accessToken)
      : verdict(await draftState(deps, doubt.draftId, accessToken), doubt.draftId, deps.clock());
}

/** Needs Mail.Read or Mail.ReadWrite. */
export async function draftState(deps: GraphDeps, draftId: string, accessToken: string): Promise<DraftState> {
  const end = await graphExchange(deps, `/me/messages/${encodeURIComponent(draftId)}`, ask(accessToken), (request) =>
    request.select(['isDraft', 'parentFolderId']).get(),
  );
  if (end.kind === 'answer' && end.status === 404 && !isMailboxMissing(end)) return { kind: 'gone' };
  const item = whole(end);
  if (typeof item?.['isDraft'] !== 'boolean') return { kind: 'answer', end };
  if (!item['isDraft']) return { kind: 'sent' };
  return stillHere(deps, item['parentFolderId'], accessToken);
}

/** What waits in the Outbox counts as a draft too, and leaves by itself. */
async function stillHere(deps: GraphDeps, folderId: unknown, accessToken: string): Promise<DraftState> {
  const end = await graphExchange(deps, '/me/mailFolders/outbox', ask(accessToken), (request) => request.select(['id']).get());
  // A mailbox without an Outbox, or one that it does not show, has nothing in it.
  if (end.kind === 'answer' && isForGood(end.status)) return { kind: 'draft' };
  const outbox = whole(end);
  if (typeof outbox?.['id'] !== 'string') return { kind: 'answer', end };
  return { kind: outbox['id'] === folderId ? 'leaving' : 'draft' };
}

function verdict(state: DraftState, draftId: string, now: number): LookUp {
  switch (state.kind) {
    case 'sent':
      return { kind: 'sent', providerId: draftId, idKind: 'immutable' };
    case 'draft':
      return { kind: 'notSent' };
    case 'leaving':
      return { kind: 'open', reason: 'It still waits in the Outbox.' };
    case 'gone':
      return {
        kind: 'unclear',
        code: DRAFT_GONE,
        reason: 'Its draft is no longer in the mailbox: somebody deleted it, before or after it was sent.',
      };
    case 'answer':
      return notSaid(state.end, now);
  }
}

async function inSentItems(deps: GraphDeps, markerId: string, accessToken: string): Promise<LookUp> {
  const value = markerId.replaceAll("'", "''");
  const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${MARKER_PROPERTY}' and ep/value eq '${value}')`;
  const end = await graphExchange(deps, '/me/mailFolders/sentitems/messages', ask(accessToken), (request) =>
    // The client puts it into the address as it is.
    request.filter(encodeURIComponent(filter)).select(['id']).top(1).get(),
  );
  const list = whole(end)?.['value'];
  if (!Array.isArray(list)) return notSaid(end, deps.clock());
  const found = list[0] as { id?: unknown } | undefined;
  if (found === undefined) return { kind: 'open', reason: 'It is not in Sent Items, or not yet.' };
  return { kind: 'sent', ...(typeof found.id === 'string' && { providerId: found.id, idKind: 'immutable' as const }) };
}

function ask(accessToken: string): { accessToken: string; headers: Record<string, string> } {
  return { accessToken, headers: { prefer: IMMUTABLE_IDS } };
}

/** An answer that was cut off says nothing. */
function whole(end: Exchange): Record<string, unknown> | undefined {
  const isWhole = end.kind === 'answer' && end.status === 200 && typeof end.body === 'object' && end.body !== null;
  return isWhole ? (end.body as Record<string, unknown>) : undefined;
}

function isMailboxMissing({ body }: { body: unknown }): boolean {
  return (body as { error?: { code?: unknown } } | undefined)?.error?.code === 'MailboxNotEnabledForRESTAPI';
}

/** A new sign-in or a moment may change these; what else is refused stays refused. */
const ASK_AGAIN = new Set([401, 408, 409, 423, 429, 499]);

function isForGood(status: number): boolean {
  return status >= 400 && status < 500 && !ASK_AGAIN.has(status);
}

/** Graph said something else than what was asked for, or nothing. */
export function notSaid(end: Exchange, now: number): Extract<LookUp, { kind: 'open' | 'unclear' }> {
  if (end.kind === 'failed') return { kind: 'open', reason: 'Microsoft could not be reached.' };
  const { status } = end;
  if (status === 403) return { kind: 'unclear', reason: 'Mergepost may not look into this mailbox.' };
  if (isForGood(status)) return { kind: 'unclear', reason: `Microsoft refused to look (${status}).` };
  const waitMs = retryAfterMs(end.headers.get('retry-after'), now);
  const reason = `Microsoft could not look now (${status}).`;
  return {
    kind: 'open',
    reason,
    ...(waitMs !== undefined && { waitMs }),
    ...(status === 401 && { accessRefused: true as const }),
  };
}
