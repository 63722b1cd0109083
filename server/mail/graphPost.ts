/**
 * One POST to Graph that must be carried out once at the most: undici without a client in between, which knows whether the
 * first byte was written and is ten times as fast. What may be asked twice goes through Microsoft's client (graphExchange.ts).
 */
import type { NetworkFault } from '../network/networkFault.ts';
import type { PostOnce } from '../network/httpPoster.ts';
import { jsonOf } from './jsonOf.ts';
import type { SendHooks } from './mailTransport.ts';
import type { GraphAnswer } from './readGraphError.ts';

export interface GraphPostDeps {
  post: PostOnce;
  /** A GUID: sent as `client-request-id`, a new one per attempt, so that Microsoft's support can find it. */
  newId: () => string;
}

export interface GraphPostAsk {
  /** Without `/v1.0`. */
  path: string;
  accessToken: string;
  /** JSON; no pieces: no body, `Content-Length: 0`. */
  body: readonly Buffer[];
  mayWrite?: SendHooks['mayWrite'];
  /** Ids in the answer are those that stay when an item moves (Graph "Obtain immutable identifiers for Outlook resources"). */
  immutableIds?: boolean;
  /** Bytes of the answer that are read at the most. */
  answerMax?: number;
}

/** `held`: `mayWrite` said no. */
export type GraphEnd = ({ kind: 'answer' } & GraphAnswer) | { kind: 'failed'; fault: NetworkFault } | { kind: 'held' };

export const IMMUTABLE_IDS = 'IdType="ImmutableId"';
/** Far more than an explanation of a refusal has. */
const ANSWER_MAX = 64 * 1024;

export async function graphPost({ post, newId }: GraphPostDeps, ask: GraphPostAsk): Promise<GraphEnd> {
  const { path, accessToken, body, mayWrite, answerMax = ANSWER_MAX } = ask;
  const headers = ['authorization', `Bearer ${accessToken}`, 'client-request-id', newId(), 'accept', 'application/json'];
  if (body.length > 0) headers.push('content-type', 'application/json');
  if (ask.immutableIds === true) headers.push('prefer', IMMUTABLE_IDS);
  const end = await post({ path: `/v1.0${path}`, headers, body, mayWrite, answerMax });
  return end.kind === 'answer' ? { ...end, body: jsonOf(end.body) } : end;
}
