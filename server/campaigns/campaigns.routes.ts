/** Campaigns over HTTP: who asks, what is asked, which verb answers. */
import { Readable } from 'node:stream';
import { downloadReport, listResults, type ResultRow } from '../../shared/api/campaignResults.ts';
import { previewRow, sendTest } from '../../shared/api/campaignPreview.ts';
import * as plan from '../../shared/api/campaignPlan.ts';
import * as api from '../../shared/api/campaigns.ts';
import type { Mount } from '../http/mount.ts';
import { campaignResults, type CampaignResult } from '../outbox/campaignRows.ts';
import { askLookUps } from './askLookUps.ts';
import { cancelCampaign } from './cancelCampaign.ts';
import { campaignEvents } from './campaignEvents.ts';
import { cardsOf } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignCards, campaignView } from './campaignView.ts';
import { changeCampaign } from './changeCampaign.ts';
import { createCampaign } from './createCampaign.ts';
import { deleteCampaign } from './deleteCampaign.ts';
import { duplicateCampaign } from './duplicateCampaign.ts';
import { eraseCampaign } from './eraseCampaign.ts';
import { campaignMissing, ownedCampaign, ownedCard } from './ownedCampaign.ts';
import { pauseCampaign } from './pauseCampaign.ts';
import { previewCampaignRow } from './previewRow.ts';
import { reportDisposition, resultsReport } from './resultsReport.ts';
import { resolveDoubts } from './resolveDoubts.ts';
import { resumeCampaign } from './resumeCampaign.ts';
import { retryRejected } from './retryRejected.ts';
import { scheduleCampaign } from './scheduleCampaign.ts';
import { sendTestMail } from './sendTestMail.ts';
import { startCampaign } from './startCampaign.ts';

const RESULTS_A_PAGE = 100;

export interface CampaignRoutesDeps extends CampaignsDeps {
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
}

export function mountCampaigns(mount: Mount, deps: CampaignRoutesDeps): void {
  mountDrafts(mount, deps);
  mountMoves(mount, deps);
  mountResults(mount, deps);
}

function mountDrafts(mount: Mount, deps: CampaignsDeps): void {
  mount(api.createCampaign, ({ caller, body }) => createCampaign(deps, caller.userId, body));
  mount(api.changeCampaign, ({ caller, params, body }) => changeCampaign(deps, caller.userId, params.id, body));
  mount(api.listCampaigns, async ({ caller }) => {
    const campaigns = await campaignCards(deps, await cardsOf(deps.db, caller.userId));
    return { success: true as const, campaigns, count: campaigns.length };
  });
  mount(api.getCampaign, async ({ caller, params }) =>
    campaignView(deps, await ownedCampaign(deps.db, caller.userId, params.id)),
  );
  mount(api.deleteCampaign, async ({ caller, params }) => {
    await deleteCampaign(deps, caller.userId, params.id);
    return { success: true as const };
  });
  mount(previewRow, ({ caller, params }) => previewCampaignRow(deps, caller.userId, params.id, params.row));
  mount(sendTest, ({ caller, params, body, messageId }) =>
    sendTestMail(deps, caller.userId, params.id, body.row ?? 1, messageId),
  );
}

function mountMoves(mount: Mount, deps: CampaignsDeps): void {
  mount(api.startCampaign, ({ caller, params, body }) => startCampaign(deps, caller.userId, params.id, body));
  mount(api.pauseCampaign, ({ caller, params }) => pauseCampaign(deps, caller.userId, params.id));
  mount(api.resumeCampaign, ({ caller, params }) => resumeCampaign(deps, caller.userId, params.id));
  mount(api.cancelCampaign, ({ caller, params }) => cancelCampaign(deps, caller.userId, params.id));
  mount(plan.scheduleCampaign, ({ caller, params, body }) => scheduleCampaign(deps, caller.userId, params.id, body));
  mount(plan.retryRejected, ({ caller, params, body }) => retryRejected(deps, caller.userId, params.id, body.rows));
  mount(plan.resolveDoubts, ({ caller, params, body }) => resolveDoubts(deps, caller.userId, params.id, body));
  mount(plan.lookUpDoubts, ({ caller, params }) => askLookUps(deps, caller.userId, params.id));
  mount(plan.duplicateCampaign, ({ caller, params }) => duplicateCampaign(deps, caller.userId, params.id));
  mount(plan.eraseCampaign, ({ caller, params }) => eraseCampaign(deps, caller.userId, params.id));
}

function mountResults(mount: Mount, deps: CampaignRoutesDeps): void {
  mount(api.campaignEvents, async ({ caller, params, reply }) => {
    await ownedCard(deps.db, caller.userId, params.id);
    const summary = await deps.watch.now(params.id);
    if (summary === undefined) throw campaignMissing();
    void reply.header('content-type', 'text/event-stream; charset=utf-8');
    void reply.header('cache-control', 'no-store, no-transform');
    // Reverse proxies would hold events back to fill a buffer (nginx).
    void reply.header('x-accel-buffering', 'no');
    return reply.send(campaignEvents(deps, params.id, summary));
  });
  mount(listResults, async ({ caller, params, query }) => {
    await ownedCard(deps.db, caller.userId, params.id);
    const { offset = 0, limit = RESULTS_A_PAGE, status, search } = query;
    const page = await campaignResults(deps.db, params.id, { offset, limit, status, search });
    return { results: page.results.map((result) => resultView(result, deps.now())), count: page.count };
  });
  mount(downloadReport, async ({ caller, params, reply }) => {
    const campaign = await ownedCampaign(deps.db, caller.userId, params.id);
    void reply.header('content-type', 'text/csv; charset=utf-8');
    void reply.header('content-disposition', reportDisposition(campaign.name));
    void reply.header('cache-control', 'no-store');
    return reply.send(Readable.from(resultsReport(deps.db, campaign)));
  });
}

function resultView(result: CampaignResult, now: number): ResultRow {
  const decideAfter = result.status === 'unknown' ? result.decide_after : null;
  return {
    row: result.row_number ?? 0,
    to: result.to_address,
    status: result.status,
    reason: result.reason,
    at: result.finished_at === null ? null : new Date(result.finished_at).toISOString(),
    messageId: result.provider_message_id,
    decideAfter: decideAfter === null || decideAfter <= now ? null : new Date(decideAfter).toISOString(),
    decidedBy: result.decided_by === null ? null : result.decided_by === 'look-up' ? 'look-up' : 'person',
  };
}
