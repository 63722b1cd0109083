/** Somebody looked into Sent Items and decides about mails in doubt. Never before their request can no longer be on its way. */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Static } from 'typebox';
import type { Decision, resolveDoubts as route } from '../../shared/api/campaignPlan.ts';
import { AppError } from '../http/appError.ts';
import { counted } from '../merge/readResult.ts';
import { decideDoubts, endedRows, type EndedRow } from '../outbox/campaignDecisions.ts';
import type { Queries } from '../storage/database.ts';
import { afterChange } from './afterMove.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { firstRows, goAgain, readyToSendAgain, refuseErased } from './sendAgain.ts';

export async function resolveDoubts(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  { decision, rows }: { decision: Decision; rows?: readonly number[] | undefined },
): Promise<Static<typeof route.ok>> {
  const campaign = await ownedCampaign(deps.db, userId, id);
  refuseErased(campaign);
  if (decision === 'again') await readyToSendAgain(deps, campaign);
  const named = await firstRows(deps, campaign, rows);
  const doubts = await endedRows(deps.db, id, 'unknown', named);
  const now = deps.now();
  const [early, ripe] = [doubts.filter((row) => isEarly(row, now)), doubts.filter((row) => !isEarly(row, now))];
  const last = early.reduce((latest, { decide_after: after }) => Math.max(latest, after ?? 0), 0);
  if (ripe.length === 0 && early.length > 0) throw tooEarly(early.length, last, now);
  const decide = (db: Queries, seqs: readonly number[]) => decideDoubts(db, seqs, decision, { userId, now });
  const decided = decision === 'again' ? await goAgain(deps, campaign, ripe, decide) : await inPieces(deps.db, ripe, decide);
  const decideAfter = early.length === 0 ? null : new Date(last).toISOString();
  const notInDoubt = named === undefined ? 0 : named.length - doubts.length;
  return { decided, notInDoubt, tooEarly: early.length, decideAfter, campaign: await afterChange(deps, userId, id) };
}

const ROWS_AT_ONCE = 1_000;

async function inPieces(
  db: Queries,
  rows: readonly EndedRow[],
  decide: (db: Queries, seqs: readonly number[]) => Promise<number>,
): Promise<number> {
  let decided = 0;
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    decided += await decide(
      db,
      rows.slice(i, i + ROWS_AT_ONCE).map(({ seq }) => seq),
    );
    await breathe();
  }
  return decided;
}

function isEarly({ decide_after: after }: EndedRow, now: number): boolean {
  return after !== null && after > now;
}

function tooEarly(count: number, until: number, now: number): AppError {
  const seconds = Math.ceil((until - now) / 1000);
  return new AppError(
    'TOO_EARLY',
    `${counted(count, 'mail')} in doubt cannot be decided about yet, because the request may still be on its way. Try again in ${counted(seconds, 'second')}.`,
    { retryAfterSeconds: seconds, details: { decideAfter: new Date(until).toISOString() } },
  );
}
