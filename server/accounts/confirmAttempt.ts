/** The click on the confirm page: only with the secret of that page and the cookie of that browser. */
import { accountsStore } from './accounts.store.ts';
import { type AttemptRow, WIPED } from './attempts.store.ts';
import { type AttemptFailure, EXPIRED, keptFailure, LINK_OVER, type ShownOutcome, troubleOf } from './attemptOutcome.ts';
import { attemptPlace, type ConnectDeps } from './connectDeps.ts';
import { giveBack } from './giveBack.ts';
import { type GrantedMailbox, saveAccount } from './saveAccount.ts';
import { matches } from './secretText.ts';

export interface Confirmation {
  /** `<attempt id>.<secret>` from the form. */
  secret: string;
  cookie: string | undefined;
  accept: boolean;
}

export async function confirmAttempt(deps: ConnectDeps, { secret, cookie, accept }: Confirmation): Promise<ShownOutcome> {
  const [id = '', word = ''] = secret.split('.');
  const row = await deps.attempts.byId(id);
  const proven =
    row && row.expires_at > deps.clock() && matches(word, row.confirm_secret_hash) && matches(cookie, row.confirm_cookie_hash);
  if (!proven) return failed(EXPIRED);
  // A double click: the browser shows the answer to the second one, which must be the same.
  if (row.status === 'connected') return connected(deps, row);
  if (row.status !== 'confirm' || row.user_id === null || row.waiting === null) return failed(EXPIRED);
  const granted = JSON.parse(await deps.vault.open(row.waiting, attemptPlace(row.id, 'waiting'))) as GrantedMailbox;
  return accept ? connect(deps, row, row.user_id, granted) : decline(deps, row, granted);
}

async function decline(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<ShownOutcome> {
  const failure: AttemptFailure = {
    code: 'CONNECT_DECLINED',
    sentence: `${granted.address} was not connected. Nothing was kept.`,
    told: 'The mailbox was not connected: the person who signed in said no. Nothing was kept.',
    about: { chosen: granted.address },
  };
  const won = await deps.attempts.move(row.id, 'confirm', { ...WIPED, status: 'failed', error: keptFailure(failure) });
  if (won) await giveBack(deps, granted);
  return failed(failure);
}

/** The account is written by the click that won; whatever else was clicked meanwhile gets the same answer. */
async function connect(deps: ConnectDeps, row: AttemptRow, userId: string, granted: GrantedMailbox): Promise<ShownOutcome> {
  const answer = await deps.attempts.accept(row, deps.clock(), (queries) =>
    saveAccount({ ...deps, store: accountsStore(queries, deps.store.inMemory) }, userId, granted),
  );
  switch (answer.kind) {
    case 'accepted': {
      const { account } = answer;
      return { status: 'connected', email: account.email_address, provider: row.provider, trouble: troubleOf(account) };
    }
    case 'lost': {
      const now = await deps.attempts.byId(row.id);
      return now?.status === 'connected' ? connected(deps, now) : failed(EXPIRED);
    }
    case 'link-over':
      await giveBack(deps, granted);
      return failed(LINK_OVER);
  }
}

async function connected(deps: ConnectDeps, row: AttemptRow): Promise<ShownOutcome> {
  const account = row.account_id === null ? undefined : await deps.store.byId(row.account_id);
  return { status: 'connected', email: row.email ?? '', provider: row.provider, trouble: troubleOf(account) };
}

function failed(failure: AttemptFailure): ShownOutcome {
  return { status: 'failed', failure };
}
