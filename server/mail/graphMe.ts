/** Whose mailbox an access token opens: `GET /me`, for the connect flow. Needs User.Read. Source: Graph "Get a user". */
import { parseAddress } from './address.ts';
import { graphErrorOf } from './graphError.ts';
import { type Exchange, type GraphDeps, graphExchange } from './graphExchange.ts';
import { networkOutcome } from './networkOutcome.ts';
import { retryAfterMs } from './retryAfter.ts';

export type MeAnswer =
  | { ok: true; address: string; displayName: string | null; id: string }
  /** `later`: Graph cannot be asked right now; asking again does no harm. `refused`: it said no, or there is no address. */
  | { ok: false; kind: 'later' | 'refused'; code: string; reason: string; waitMs?: number; requestId?: string };

export type ReadMe = (accessToken: string) => Promise<MeAnswer>;

const FIELDS = ['id', 'displayName', 'mail', 'userPrincipalName'];

export function graphMe(deps: GraphDeps): ReadMe {
  return async (accessToken) => {
    const end = await graphExchange(deps, '/me', { accessToken }, (request) => request.select(FIELDS).get());
    if (end.kind === 'failed') {
      const reason = 'Microsoft could not be reached to ask whose mailbox this is. Try again in a minute.';
      return { ok: false, kind: 'later', code: networkOutcome(end.error).code, reason };
    }
    // An answer that was cut off says nothing about the mailbox.
    const whole = end.status >= 200 && end.status < 300 && end.body !== undefined;
    return whole ? person(end.body) : refused(end, deps.clock());
  };
}

/** `mail` is missing for personal accounts and for people without a licence; the sign-in name then is the address. */
function person(body: unknown): MeAnswer {
  const me = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const address = [me['mail'], me['userPrincipalName']].find(
    (text) => typeof text === 'string' && parseAddress(text) !== undefined,
  );
  if (typeof me['id'] !== 'string' || typeof address !== 'string') {
    const reason = 'Microsoft knows no email address for this account. Choose an account that has a mailbox.';
    return { ok: false, kind: 'refused', code: 'NO_MAILBOX_ADDRESS', reason };
  }
  const displayName = typeof me['displayName'] === 'string' && me['displayName'] !== '' ? me['displayName'] : null;
  return { ok: true, address, displayName, id: me['id'] };
}

function refused(end: Extract<Exchange, { kind: 'answer' }>, now: number): MeAnswer {
  const error = graphErrorOf(end);
  const marks = {
    code: error.code ?? `HTTP_${end.status}`,
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
  if (end.status !== 429 && end.status >= 400 && end.status < 500) {
    return {
      ok: false,
      kind: 'refused',
      reason: 'Microsoft did not let us read whose mailbox this is. Connect it again.',
      ...marks,
    };
  }
  const waitMs = retryAfterMs(end.headers.get('retry-after'), now);
  const reason = 'Microsoft could not say whose mailbox this is. Try again in a minute.';
  return { ok: false, kind: 'later', reason, ...(waitMs !== undefined && { waitMs }), ...marks };
}
