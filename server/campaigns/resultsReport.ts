/** The results as csv, read and written piece by piece: a list of 100,000 rows is never in memory as a whole. */
import { type CampaignResult, campaignResults, firstOfMessage, resultsOf } from '../outbox/campaignRows.ts';
import type { Queries } from '../storage/database.ts';
import { approvedOf, listFactsOf } from './campaignFacts.ts';
import type { CampaignRow } from './campaigns.store.ts';
import { listRows } from './lists.store.ts';
import { csvLine } from './csvLine.ts';

const ROWS_AT_ONCE = 1_000;
/** Excel takes a csv for UTF-8 only with this mark (U+FEFF) at its beginning. */
const BYTE_ORDER_MARK = '\ufeff';
const OWN_COLUMNS = ['Row', 'Address', 'Status', 'Reason', 'Time', 'Message id', 'Decided by'];

/** One line a row, also where several are one message: our columns first, then the list's own. Times are UTC (ISO 8601). */
export async function* resultsReport(db: Queries, campaign: CampaignRow): AsyncGenerator<string> {
  const headers = listFactsOf(campaign)?.headers ?? [];
  yield BYTE_ORDER_MARK + csvLine([...OWN_COLUMNS, ...headers]);
  if (campaign.erased_at !== null) return yield* erasedReport(db, campaign.id, campaign.erased_at);
  // Before the start there are no results.
  if (approvedOf(campaign) === null) return;
  const rows = listFactsOf(campaign)?.rows ?? 0;
  const firsts = await firstOfMessage(db, campaign.id);
  for (let first = 1; first <= rows; first += ROWS_AT_ONCE) {
    const last = Math.min(rows, first + ROWS_AT_ONCE - 1);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const answering = numbers.map((row) => firsts.get(row) ?? row);
    const results = await resultsOf(db, campaign.id, [...new Set(answering)]);
    const byRow = new Map(results.map((result) => [result.row_number, result]));
    const cells = await listRows(db, campaign.id, first, last);
    const lines = numbers.map((row, index) =>
      lineOf(row, byRow.get(answering[index] ?? row), exactly(headers.length, cells[index])),
    );
    yield lines.join('');
  }
}

/** Numbers, states and times stay; who it was about is gone. */
async function* erasedReport(db: Queries, campaignId: string, erasedAt: number): AsyncGenerator<string> {
  const reason = `Erased on ${new Date(erasedAt).toISOString()}.`;
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const { results } = await campaignResults(db, campaignId, { offset, limit: ROWS_AT_ONCE });
    yield results.map((result) => csvLine(ownCells(result.row_number ?? 0, { ...result, reason }))).join('');
    if (results.length < ROWS_AT_ONCE) return;
  }
}

/** Nothing where nothing is known of the row. */
function lineOf(row: number, result: CampaignResult | undefined, cells: readonly string[]): string {
  return result === undefined ? '' : csvLine([...ownCells(row, result), ...cells]);
}

function ownCells(row: number, result: CampaignResult): string[] {
  const time = result.finished_at === null ? '' : new Date(result.finished_at).toISOString();
  const { to_address: to, status, reason, provider_message_id: id, decided_by: by } = result;
  const decider = by === null || by === 'look-up' ? (by ?? '') : 'person';
  return [String(row), to ?? '', status, reason ?? '', time, id ?? '', decider];
}

function exactly(count: number, cells: readonly string[] | undefined): string[] {
  return Array.from({ length: count }, (_, index) => cells?.[index] ?? '');
}

/** `attachment; filename=…` with a plain name and, for everything else, the UTF-8 form (RFC 6266, RFC 8187). */
export function reportDisposition(campaignName: string): string {
  const name = `${campaignName.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ').trim() || 'results'}.csv`;
  const plain = name.replaceAll(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
