/** One test message to the mailbox itself, over the real way, every step named and timed. A test that works mends the state. */
import type { TestReport, TestStep } from '../../shared/api/accounts.ts';
import { TEST_STEPS } from '../../shared/api/accounts.ts';
import { AppError } from '../http/appError.ts';
import type { Owned } from '../http/ownedBy.ts';
import type { MailMessage } from '../mail/message.ts';
import type { ProbeWire, WireProbe } from '../mail/probeWire.ts';
import type { AccountUse, FreshToken, SendingAccount } from './accountUse.ts';
import { sendingAccount } from './accountUseCases.ts';
import type { AccountRow, AccountsStore } from './accounts.store.ts';
import { type ShowAccountDeps, showAccount } from './accountView.ts';
import type { FreshTokens } from './freshToken.ts';
import { type MailProvider, STATE_OF_MENDER } from './providers/mailProvider.ts';
import { testMessage } from './testMessage.ts';

export interface TestMailboxDeps extends ShowAccountDeps {
  store: AccountsStore;
  fresh: FreshTokens;
  use: Pick<AccountUse, 'changeState'>;
  probe: ProbeWire;
  /** Sends one message now. @throws AppError */
  sendTest: (account: SendingAccount, message: Omit<MailMessage, 'markerId'>) => Promise<{ messageId: string; sentAt: Date }>;
}

type Outcome = Pick<TestReport, 'messageId' | 'sentAt'> & { steps: TestStep[]; next: string | null };

/** @throws AppError THROTTLED and SHUTTING_DOWN: nothing was tried then. */
export async function testMailbox(deps: TestMailboxDeps, account: Owned<AccountRow>): Promise<TestReport> {
  const provider = await deps.providerOf(account.app);
  const outcome = await runSteps(deps, account, provider);
  const after = (await deps.store.byId(account.id)) ?? account;
  const { steps, next, ...sent } = outcome;
  return {
    success: next === null,
    to: account.email_address,
    steps: TEST_STEPS.map((name) => steps.find((step) => step.name === name) ?? skipped(name)),
    ...sent,
    next,
    provider: await showAccount(deps, after),
  };
}

function skipped(name: TestStep['name']): TestStep {
  return { name, status: 'skipped', milliseconds: null, detail: 'Not tried, because an earlier step failed.' };
}

async function runSteps(deps: TestMailboxDeps, account: AccountRow, provider: MailProvider | undefined): Promise<Outcome> {
  const started = deps.clock();
  const access = await deps.fresh(account.id, { insist: true });
  if (!access.ok) return noAccess(deps, account, access, deps.clock() - started);
  const milliseconds = deps.clock() - started;
  let probe = await deps.probe(access.wire, access);
  if (probe.trouble?.mender === 'user') {
    // A server may refuse a token that looks good (withdrawn early): then a newer one decides.
    const newer = await deps.fresh(account.id, { refused: access.accessToken });
    if (!newer.ok) return noAccess(deps, account, newer, deps.clock() - started);
    if (newer.accessToken !== access.accessToken) probe = await deps.probe(newer.wire, newer);
  }
  const token: TestStep = { name: 'token', status: 'ok', milliseconds, detail: `${nameOf(provider)} lets Mergepost in.` };
  const steps = [token, ...probe.steps];
  if (probe.trouble === null) return accepted(deps, account, provider, steps);
  await setState(deps, account, probe.trouble, started);
  return { steps, next: probe.trouble.next };
}

async function noAccess(
  deps: TestMailboxDeps,
  account: AccountRow,
  refusal: Extract<FreshToken, { ok: false }>,
  milliseconds: number,
): Promise<Outcome> {
  const row = await deps.store.byId(account.id);
  const next = refusal.kind === 'later' ? AGAIN_LATER : (row?.state_next ?? AGAIN_LATER);
  return { steps: [{ name: 'token', status: 'failed', milliseconds, detail: refusal.reason }], next };
}

const AGAIN_LATER = 'Try again in a few minutes.';

async function setState(
  deps: TestMailboxDeps,
  account: AccountRow,
  { mender, reason, next }: NonNullable<WireProbe['trouble']>,
  asOf: number,
): Promise<void> {
  if (mender !== 'later') await deps.use.changeState(account.id, STATE_OF_MENDER[mender], reason, asOf, next);
}

async function accepted(
  deps: TestMailboxDeps,
  account: AccountRow,
  provider: MailProvider | undefined,
  soFar: TestStep[],
): Promise<Outcome> {
  const started = deps.clock();
  try {
    const message = testMessage(account.email_address, nameOf(provider));
    const { messageId, sentAt } = await deps.sendTest(sendingAccount(account, provider), message);
    await deps.use.changeState(account.id, 'connected', null);
    const detail = `${nameOf(provider)} took the test mail. It should be in ${account.email_address} in a minute.`;
    const step: TestStep = { name: 'accepted', status: 'ok', milliseconds: deps.clock() - started, detail };
    return { steps: [...soFar, step], next: null, messageId, sentAt: sentAt.toISOString() };
  } catch (error) {
    if (!(error instanceof AppError) || NOTHING_TRIED.has(error.code)) throw error;
    const detail = error.code === 'ACCOUNT_NOT_CONNECTED' ? (error.extras.provider?.help ?? error.message) : error.message;
    const step: TestStep = { name: 'accepted', status: 'failed', milliseconds: deps.clock() - started, detail };
    return { steps: [...soFar, step], next: (await deps.store.byId(account.id))?.state_next ?? nextAfter(error) };
  }
}

const NOTHING_TRIED: ReadonlySet<string> = new Set(['THROTTLED', 'SHUTTING_DOWN']);

function nextAfter({ code }: AppError): string {
  if (code === 'SEND_OUTCOME_UNKNOWN') return 'Look into the mailbox: the test mail may have arrived. If it has not, test again.';
  if (code === 'PROVIDER_UNAVAILABLE') return AGAIN_LATER;
  return 'Show this to the person who runs this Mergepost server, or to the administrator of your organisation.';
}

function nameOf(provider: MailProvider | undefined): string {
  return provider?.name ?? 'Its mail server';
}
