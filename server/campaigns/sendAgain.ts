/** What retrying and "send again" have in common: the campaign must be able to send, and goes on for what waits once more. */
import { setImmediate as breathe } from 'node:timers/promises';
import { AppError } from '../http/appError.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import type { EndedRow } from '../outbox/campaignDecisions.ts';
import { firstOfMessage } from '../outbox/campaignRows.ts';
import type { Queries } from '../storage/database.ts';
import { approvedOf } from './campaignFacts.ts';
import { readySender } from './campaignSender.ts';
import { type CampaignCard, cardById, moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { readyAccount } from './readyAccount.ts';
import { wrongState } from './wrongState.ts';

/** Throws CAMPAIGN_ERASED, CAMPAIGN_WRONG_STATE, ACCOUNT_NOT_CONNECTED or MAILBOX_PERMISSION_MISSING. */
export async function readyToSendAgain(deps: CampaignsDeps, card: CampaignCard): Promise<void> {
  refuseErased(card);
  if (!mayMove('again', card.status)) throw wrongState(card.status, 'again');
  const account = await readyAccount(deps, card);
  readySender(account, approvedOf(card)?.sendAs ?? null);
}

export function refuseErased(card: Pick<CampaignCard, 'erased_at'>): void {
  if (card.erased_at !== null) throw erasedAlready();
}

export function erasedAlready(): AppError {
  return new AppError(
    'CAMPAIGN_ERASED',
    'Letter, list and addresses of this merge were erased, so nothing can be made of it any more. Start anew with the letter.',
  );
}

/** A message is known by its first row; whoever names another row of it means the same message. */
export async function firstRows(
  deps: Pick<CampaignsDeps, 'db'>,
  card: CampaignCard,
  rows: readonly number[] | undefined,
): Promise<number[] | undefined> {
  if (rows === undefined || (approvedOf(card)?.merge?.groupBy ?? null) === null) return rows && [...new Set(rows)];
  const firsts = await firstOfMessage(deps.db, card.id);
  return [...new Set(rows.map((row) => firsts.get(row) ?? row))];
}

const ROWS_AT_ONCE = 1_000;

/**
 * Puts rows back piece by piece, so that a long list stops nobody else. The campaign runs from the first piece on, in the same
 * transaction; if it is finished before the next one, it runs once more. Whoever pauses or cancels it meanwhile wins.
 */
export async function goAgain(
  deps: Pick<CampaignsDeps, 'db'>,
  { id }: Pick<CampaignCard, 'id'>,
  rows: readonly EndedRow[],
  requeue: (db: Queries, seqs: readonly number[]) => Promise<number>,
): Promise<number> {
  let queued = 0;
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const seqs = rows.slice(i, i + ROWS_AT_ONCE).map(({ seq }) => seq);
    const done = await deps.db.transaction().execute(async (db) => {
      const status = (await cardById(db, id))?.status;
      if (status === undefined || !mayMove('again', status)) return 0;
      const back = await requeue(db, seqs);
      const goesOn = back > 0 && (queued === 0 || status === 'finished');
      if (goesOn) await moveCampaign(db, { id }, 'again', { finished_at: null, pause_reason: null });
      return back;
    });
    queued += done;
    await breathe();
  }
  return queued;
}
