/** How many mailboxes are in which state: never whose. Pure. */
import type { AccountState } from '../../shared/api/accounts.ts';
import type { Check } from '../../shared/api/doctor.ts';

export type CountByState = ReadonlyMap<AccountState, number>;

interface Row {
  title: string;
  status: Check['status'];
  says: (count: number) => string;
  next: string | null;
}

const mailboxes = (count: number, one: string, many: string): string =>
  count === 1 ? `1 mailbox ${one}.` : `${count} mailboxes ${many}.`;

const ROWS: Partial<Record<AccountState, Row>> = {
  connected: {
    title: 'Connected',
    status: 'ok',
    says: (count) => mailboxes(count, 'can send', 'can send'),
    next: null,
  },
  throttled: {
    title: 'Resting',
    status: 'warning',
    says: (count) => mailboxes(count, 'rests, because it was told to', 'rest, because they were told to'),
    next: 'Wait some hours. Then their owners can resume the merges that were paused.',
  },
  'needs-reconnect': {
    title: 'To be connected again',
    status: 'warning',
    says: (count) => mailboxes(count, 'must be connected again', 'must be connected again'),
    next: 'Nothing is to be done here: their owners see it in the pane.',
  },
  'needs-admin': {
    title: 'Waiting for an administrator',
    status: 'warning',
    says: (count) => mailboxes(count, 'needs an administrator of its organisation', 'need administrators of their organisations'),
    next: 'Nothing is to be done here: their owners see in the pane what to ask for.',
  },
  'operator-fault': {
    title: 'Stopped by this server',
    status: 'failed',
    says: (count) =>
      mailboxes(count, 'cannot send through no fault of its owner', 'cannot send through no fault of their owners'),
    next: 'Mend the applications above. These mailboxes then go on by themselves.',
  },
};

/** `counts` null: there is no database to count in. */
export function accountChecks(counts: CountByState | null): Check[] {
  if (counts === null) return [];
  const checks = (Object.entries(ROWS) as [AccountState, Row][]).flatMap(([state, row]) => {
    const count = counts.get(state) ?? 0;
    return count === 0 ? [] : [check(`accounts:${state}`, row.title, row.status, row.says(count), row.next)];
  });
  return checks.length > 0 ? checks : [check('accounts:none', 'Connected', 'skipped', 'No mailbox is connected yet.', null)];
}

function check(id: string, title: string, status: Check['status'], detail: string, next: string | null): Check {
  return { id, group: 'accounts', title, status, detail, next, milliseconds: null };
}
