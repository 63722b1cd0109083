/**
 * What the promise alone costs: over the rows of real campaigns a loop for each mailbox that marks a row durably, posts a body
 * that is ready, and records its end together with the next mark. The product's store and statements, and nothing else of it:
 * no lease to renew, no pace, no token, no merging. So no engine that keeps the promise over this store is faster.
 */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Pool } from 'undici';
import { STILL_RUNS } from '../../server/campaigns/campaigns.store.ts';
import { endMessage, type Lease, markOfCampaign, markSubmitting } from '../../server/outbox/messageWrites.ts';
import type { OutboxRow } from '../../server/outbox/outbox.store.ts';
import { commitThread } from '../../server/storage/commitThread.ts';
import { type GroupCommit, groupCommit } from '../../server/storage/groupCommit.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { benchHouse } from './outboxHouse.ts';
import { campaignOf } from './outboxMail.ts';
import type { Side } from './outboxMeasure.ts';
import type { Peer } from './outboxPeers.ts';

type BareRow = Pick<OutboxRow, 'seq' | 'mailbox' | 'kind' | 'campaign_id'>;

export function bareSide(sink: Peer, mailboxes: number, mails: number, post: (pool: Pool, at: number) => Promise<unknown>): Side {
  return {
    round: async () => {
      const path = await queuedRows(sink, mailboxes, mails);
      const db = openSqlite(path);
      const commits = commitThread(path);
      const pool = new Pool(`http://127.0.0.1:${sink.port}`, { connections: mailboxes, pipelining: 1 });
      try {
        const columns = ['seq', 'mailbox', 'kind', 'campaign_id'] as const;
        const rows = await db.selectFrom('outbox').select(columns).orderBy('seq').execute();
        const group = groupCommit(db, commits.together, setImmediate);
        await sink.order({});
        const began = performance.now();
        await Promise.all([...byMailbox(rows)].map(([mailbox, own]) => lane(group, mailbox, own, (at) => post(pool, at))));
        return rows.length / ((performance.now() - began) / 1000);
      } finally {
        await pool.close();
        await commits.close();
        await db.destroy();
        rmSync(dirname(path), { recursive: true, force: true });
      }
    },
  };
}

/** A database in which so many mails wait; nobody has it open. */
async function queuedRows(sink: Peer, mailboxes: number, mails: number): Promise<string> {
  const house = await benchHouse({ sinkPort: sink.port, mailboxes });
  for (const account of house.accounts) await house.campaign(account, campaignOf(mails / mailboxes));
  await house.close(true);
  return house.databasePath;
}

function byMailbox(rows: readonly BareRow[]): Map<string, BareRow[]> {
  return Map.groupBy(rows, ({ mailbox }) => mailbox);
}

const TAKE = `INSERT INTO mailboxes (mailbox, lease_owner, lease_until, fence) VALUES (?, 'bare', ?, 1)
  ON CONFLICT (mailbox) DO UPDATE SET lease_owner = 'bare', lease_until = excluded.lease_until, fence = 1`;

async function lane(group: GroupCommit, mailbox: string, rows: readonly BareRow[], post: (at: number) => Promise<unknown>) {
  const until = Date.now() + 3_600_000;
  const lease: Lease = { mailbox, owner: 'bare', fence: 1, until, steadyUntil: until };
  await group.run([{ sql: TAKE, params: [mailbox, until] }]);
  const ofCampaign = markOfCampaign(STILL_RUNS);
  let ended: Promise<unknown> | undefined;
  for (const row of rows) {
    const mark = { at: Date.now(), fence: 1, decideAfter: until };
    const marking = markSubmitting(row, lease, { ...mark, draftId: null, recipients: 1, external: 0 }, ofCampaign);
    const [done] = await group.run([marking]);
    if (done?.changes !== 1) throw new Error('A row of the bench could not be marked.');
    await ended;
    await post(row.seq);
    ended = group.run([endMessage(row, mark, 1, { status: 'accepted' }, Date.now())]);
  }
  await ended;
}
