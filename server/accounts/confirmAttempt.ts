/** The click on the confirm page: only with the secret of that page and the cookie of that browser. */
import { WIPED } from './attempts.store.ts';
import { type AttemptOutcome, EXPIRED } from './attemptOutcome.ts';
import { attemptPlace, type ConnectDeps } from './connectDeps.ts';
import { type GrantedMailbox, saveAccount } from './saveAccount.ts';
import { matches } from './secretText.ts';

export interface Confirmation {
  /** `<attempt id>.<secret>` from the form. */
  secret: string;
  cookie: string | undefined;
  accept: boolean;
}

export async function confirmAttempt(deps: ConnectDeps, { secret, cookie, accept }: Confirmation): Promise<AttemptOutcome> {
  const [id = '', word = ''] = secret.split('.');
  const row = await deps.attempts.byId(id);
  const proven =
    row && row.expires_at > deps.clock() && matches(word, row.confirm_secret_hash) && matches(cookie, row.confirm_cookie_hash);
  // A double click: the browser shows the answer to the second one, which must be the same.
  if (proven && row.status === 'connected') return { status: 'connected', email: row.email ?? '', provider: row.provider };
  if (!proven || row.status !== 'confirm' || row.user_id === null || row.waiting === null)
    return { status: 'failed', failure: EXPIRED };
  const granted = JSON.parse(await deps.vault.open(row.waiting, attemptPlace(row.id, 'waiting'))) as GrantedMailbox;
  if (!accept) {
    const failure = { code: 'CONNECT_DECLINED', sentence: `${granted.address} was not connected. Nothing was kept.` } as const;
    await deps.attempts.move(row.id, 'confirm', { ...WIPED, status: 'failed', error: JSON.stringify(failure) });
    return { status: 'failed', failure };
  }
  // Guarded, so that a double click connects once; the account is written by the winner.
  if (!(await deps.attempts.move(row.id, 'confirm', { flow: null, waiting: null, status: 'connected' }))) {
    return { status: 'connected', email: granted.address, provider: row.provider };
  }
  const account = await saveAccount(deps, row.user_id, granted);
  await deps.attempts.update(row.id, { account_id: account.id, email: account.email_address });
  return { status: 'connected', email: account.email_address, provider: row.provider };
}
