/** Connect, status, list, disconnect; and the sign-in that is the same trip without a session. */
import { connectMailbox, connectionStatus, disconnectAccount, listAccounts } from '../../shared/api/accounts.ts';
import type { ApiFailure } from '../../shared/api/errors.ts';
import type { Output } from '../../shared/api/route.ts';
import { signInStatus, type SignInStatus, startSignIn } from '../../shared/api/session.ts';
import { AppError } from '../http/appError.ts';
import { failureBody } from '../http/errorReply.ts';
import type { PaneLanguage } from '../http/chooseLanguage.ts';
import type { Mount } from '../http/mount.ts';
import { ownedBy } from '../http/ownedBy.ts';
import { accountInLanguage, answerLanguage } from './accountInLanguage.ts';
import { type ShowAccountDeps, showAccount } from './accountView.ts';
import type { AttemptRow } from './attempts.store.ts';
import type { AttemptFailure } from './attemptOutcome.ts';
import { EXPIRED } from './attemptOutcome.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { type DisconnectDeps, forgetMailbox } from './disconnectAccount.ts';
import { NO_ACCOUNT, ownAccount } from './mailboxes.routes.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { isHandoffOver } from './redeemHandoff.ts';
import { featuresOf, startAttempt } from './startAttempt.ts';

type AccountsRoutesDeps = ConnectDeps & DisconnectDeps & ShowAccountDeps;

const NO_ATTEMPT = 'This connection attempt is not known. Start again.';

export function mountAccounts(mount: Mount, deps: AccountsRoutesDeps): void {
  mount(connectMailbox, async ({ params, query, caller }) => {
    const { prompt = null, loginHint = null, features, reconnect = null } = query;
    if (reconnect !== null) ownedBy(caller.userId, await deps.store.byId(reconnect), 'ACCOUNT_NOT_FOUND', NO_ACCOUNT);
    const ask = { userId: caller.userId, prompt, loginHint, features: featuresOf(features), reconnectId: reconnect };
    const { verifier: _unused, ...started } = await startAttempt(deps, {
      provider: await openProvider(deps, params.providerKey, caller.userId),
      purpose: 'connect',
      ...ask,
    });
    return started;
  });

  mount(connectionStatus, async ({ params, caller, ...asked }) => {
    const row = ownedBy(caller.userId, await deps.attempts.byId(params.connectId), 'CONNECTION_NOT_FOUND', NO_ATTEMPT);
    return statusOf(deps, row, { id: asked.request.id, language: answerLanguage(asked) });
  });

  mount(listAccounts, async ({ caller, ...asked }) => {
    const language = answerLanguage(asked);
    const rows = await deps.store.ofUser(caller.userId);
    const providers = await Promise.all(rows.map(async (row) => accountInLanguage(await showAccount(deps, row), language)));
    return { success: true as const, providers, count: providers.length };
  });

  mount(disconnectAccount, async ({ params, caller }) => {
    const account = await ownAccount(deps.store, caller.userId, params.providerId);
    return { success: true as const, message: await forgetMailbox(deps, account) };
  });

  mount(startSignIn, async ({ body }) => {
    if (!deps.ownSignIn) {
      throw new AppError(
        'SIGN_IN_OFF',
        'Nobody can sign in here directly. Open Mergepost from the application that brings you here, or ask its administrator.',
      );
    }
    const purpose = body.connect ? ('sign-in-and-connect' as const) : ('sign-in' as const);
    const ask = { purpose, userId: null, prompt: null, loginHint: body.loginHint ?? null, features: [], reconnectId: null };
    const { connectId, startUrl, verifier, expiresAt } = await startAttempt(deps, {
      provider: await openProvider(deps, 'microsoft', null),
      ...ask,
    });
    return { connectId, startUrl, verifier, expiresAt };
  });

  mount(signInStatus, async ({ params, ...asked }) => {
    const row = await deps.attempts.byId(params.connectId);
    if (!row || row.purpose === 'connect') throw new AppError('CONNECTION_NOT_FOUND', NO_ATTEMPT);
    const answered = { id: asked.request.id, language: answerLanguage(asked) };
    const status = signInStatusOf(deps, row);
    const error = status === 'expired' ? bodyOf(EXPIRED, answered) : errorOf(deps, row, answered);
    return { status, ...(error && { error }) };
  });
}

const NO_APP =
  'Mailboxes of this kind cannot be connected here. Look at the list of choices, or ask the person who runs the server.';

/** An app that is there, enabled, and not somebody else's own. */
async function openProvider(deps: ConnectDeps, key: string, userId: string | null): Promise<MailProvider> {
  const provider = await deps.providerOf(key);
  const open = provider?.app.enabled && (provider.app.ownerId === null || provider.app.ownerId === userId);
  if (!provider || !open) throw new AppError('APP_NOT_FOUND', NO_APP);
  return provider;
}

/** Of the request that is answered. */
interface Answered {
  id: string;
  language: PaneLanguage;
}

async function statusOf(deps: AccountsRoutesDeps, row: AttemptRow, answered: Answered): Promise<Output<typeof connectionStatus>> {
  if (row.status === 'connected' || row.status === 'signed-in') {
    const account = row.account_id === null ? undefined : await deps.store.byId(row.account_id);
    const shown = account && accountInLanguage(await showAccount(deps, account), answered.language);
    return { status: 'connected', ...(shown && { provider: shown }) };
  }
  const error = errorOf(deps, row, answered);
  return { status: isOver(deps, row) ? 'expired' : row.status, ...(error && { error }) };
}

function signInStatusOf(deps: ConnectDeps, row: AttemptRow): SignInStatus {
  if (isOver(deps, row)) return 'expired';
  switch (row.status) {
    case 'signed-in':
      if (row.handoff_hash === null) return 'done';
      return isHandoffOver(row, deps.clock()) ? 'expired' : 'code';
    case 'pending':
    case 'failed':
    case 'expired':
      return row.status;
    case 'confirm':
    case 'connected':
      return 'done';
  }
}

function isOver(deps: ConnectDeps, row: AttemptRow): boolean {
  return row.status === 'expired' || ((row.status === 'pending' || row.status === 'confirm') && row.expires_at <= deps.clock());
}

function errorOf(deps: ConnectDeps, row: AttemptRow, answered: Answered): ApiFailure | undefined {
  if (isOver(deps, row)) return bodyOf(EXPIRED, answered);
  return row.status === 'failed' && row.error !== null ? bodyOf(JSON.parse(row.error) as AttemptFailure, answered) : undefined;
}

function bodyOf(failure: AttemptFailure, { id, language }: Answered): ApiFailure {
  return failureBody(
    new AppError(failure.code, failure.sentence, failure.provider ? { provider: failure.provider } : {}),
    id,
    language,
  );
}
