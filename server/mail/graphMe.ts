/** Whose mailbox an access token opens: `GET /me`, for the connect flow. Needs User.Read. Source: Graph "Get a user". */
import type { ProviderFailure } from '../../shared/api/errors.ts';
import { parseAddress } from './address.ts';
import { networkFault } from '../network/networkFault.ts';
import { type Exchange, type GraphDeps, graphExchange } from './graphExchange.ts';
import { graphErrorOf } from './readGraphError.ts';

/** `mender`: who can do something about it. `later`: Graph cannot be asked right now; asking again does no harm. */
export type MeAnswer =
  | { ok: true; address: string; displayName: string | null; id: string }
  | { ok: false; mender: 'user' | 'later'; failure: ProviderFailure };

export type ReadMe = (accessToken: string) => Promise<MeAnswer>;

const FIELDS = ['id', 'displayName', 'mail', 'userPrincipalName'];
const LATER = 'Microsoft could not say whose mailbox this is. Try again in a minute.';

export function graphMe(deps: GraphDeps): ReadMe {
  return async (accessToken) => {
    const end = await graphExchange(deps, '/me', { accessToken }, (request) => request.select(FIELDS).get());
    if (end.kind === 'failed')
      return { ok: false, mender: 'later', failure: { error: networkFault(end.error).code, help: LATER } };
    // An answer that was cut off says nothing about the mailbox.
    const whole = end.status >= 200 && end.status < 300 && end.body !== undefined;
    return whole ? person(end.body) : refused(end);
  };
}

/** `mail` is missing for personal accounts and for people without a licence; the sign-in name then is the address. */
function person(body: unknown): MeAnswer {
  const me = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const address = [me['mail'], me['userPrincipalName']].find(
    (text) => typeof text === 'string' && parseAddress(text) !== undefined,
  );
  if (typeof me['id'] !== 'string' || typeof address !== 'string') {
    const help = 'Microsoft knows no email address for this account. Choose an account that has a mailbox.';
    return { ok: false, mender: 'user', failure: { error: 'no_mailbox_address', help } };
  }
  const displayName = typeof me['displayName'] === 'string' && me['displayName'] !== '' ? me['displayName'] : null;
  return { ok: true, address, displayName, id: me['id'] };
}

function refused(end: Extract<Exchange, { kind: 'answer' }>): MeAnswer {
  const { code, requestId } = graphErrorOf(end);
  const isRefusal = end.status >= 400 && end.status < 500 && end.status !== 408 && end.status !== 429;
  return {
    ok: false,
    mender: isRefusal ? 'user' : 'later',
    failure: {
      error: code ?? `HTTP_${end.status}`,
      ...(code !== undefined && { code }),
      ...(requestId !== undefined && { correlationId: requestId }),
      help: isRefusal ? 'Microsoft did not let us read whose mailbox this is. Connect it again and accept what is asked.' : LATER,
    },
  };
}
