/** What the outbox asks of campaigns: which may send, one row's mail from the approved snapshot, pause, and "a row moved on". */
import { tooLongRemark } from '../merge/messageLimit.ts';
import { cancelCampaignRows } from '../outbox/campaignRows.ts';
import type { CampaignSide, MessageRows, Rendered } from '../outbox/campaignSide.ts';
import type { Database } from '../storage/database.ts';
import { boundedCache } from './boundedCache.ts';
import { CANCELLED } from './cancelCampaign.ts';
import { approvedOf } from './campaignFacts.ts';
import { mailOf, mailSource, renderRows, type SourceFacts } from './campaignMail.ts';
import type { CampaignWatch } from './campaignWatch.ts';
import { campaignById, cardById, mailboxesRunning, pauseRunning, runningIn } from './campaigns.store.ts';
import { finishCampaign } from './finishCampaign.ts';
import { goOn } from './goOn.ts';
import type { Letters } from './letters.ts';

export interface CampaignSideDeps {
  db: Database;
  now: () => number;
  letters: Letters;
  watch: CampaignWatch;
}

const NO_ROWS: MessageRows = { rows: [], sequence: 0 };

/** So many campaigns keep their snapshot at hand; letters and files are kept by their own shelf. */
const SNAPSHOTS_KEPT = 100;

export function campaignSideOf(deps: CampaignSideDeps): CampaignSide {
  // An approved snapshot never changes, so it can be kept without asking again.
  const snapshots = boundedCache<SourceFacts>(SNAPSHOTS_KEPT);

  async function snapshot(campaignId: string): Promise<{ value: SourceFacts; weight: number }> {
    const row = await campaignById(deps.db, campaignId);
    const approved = row && approvedOf(row);
    if (!approved) throw new Error(`Campaign ${campaignId} sends without having been approved.`);
    return { value: { ...approved, headers: approved.list.headers, time: row.started_at ?? deps.now() }, weight: 1 };
  }

  async function render(campaignId: string, which: MessageRows, markerId: string): Promise<Rendered> {
    const facts = await snapshots.get(campaignId, () => snapshot(campaignId));
    const source = await mailSource(deps.db, deps.letters, campaignId, facts);
    const mail = await renderRows(deps.db, source, which);
    if (!mail || mail.to === null) {
      return { ok: false, code: 'INVALID_ADDRESS', reason: 'This row has no usable address. Nothing was sent to it.' };
    }
    const message = await mailOf(deps.db, deps.letters, source, mail, mail.to);
    if (message === null) return { ok: false, code: 'MESSAGE_TOO_LARGE', reason: tooLongRemark(mail.row).text };
    return { ok: true, message: { ...message, markerId } };
  }

  return {
    running: (mailbox) => runningIn(deps.db, mailbox),
    mailboxes: () => mailboxesRunning(deps.db),
    render,
    windowOf: () => Promise.resolve(null),
    prepare: (campaignId, messages) =>
      Promise.resolve((index: number, markerId: string) => render(campaignId, messages[index] ?? NO_ROWS, markerId)),
    again: (campaignId, requeue) => goOn(deps, campaignId, requeue),
    changed: (campaignId) => deps.watch.changed(campaignId),
    async pause(which, reason) {
      for (const campaignId of await pauseRunning(deps.db, which, reason)) deps.watch.changed(campaignId);
    },
    async moved(campaignId) {
      const card = await cardById(deps.db, campaignId);
      // A message that was on its way when its campaign was cancelled, and came back unsent, is cancelled too.
      if (card?.status === 'cancelled') await cancelCampaignRows(deps.db, campaignId, CANCELLED, deps.now());
      else await finishCampaign(deps, campaignId);
      deps.watch.changed(campaignId);
    },
  };
}
