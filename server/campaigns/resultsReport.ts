/** The results as csv, read and written piece by piece: a list of 100,000 rows is never in memory as a whole. */
import { type CampaignResult, resultsBetween } from '../outbox/campaignRows.ts';
import type { Queries } from '../storage/database.ts';
import { approvedOf, listFactsOf } from './campaignFacts.ts';
import { type CampaignRow, listRows } from './campaigns.store.ts';
import { csvLine } from './csvLine.ts';

const ROWS_AT_ONCE = 1_000;
/** Excel takes a csv for UTF-8 only with this mark (U+FEFF) at its beginning. */
const BYTE_ORDER_MARK = '\ufeff';
const OWN_COLUMNS = ['Row', 'Address', 'Status', 'Reason', 'Time', 'Message id'];

/** One line a row, our columns first, then the list's own. Times are UTC (ISO 8601). */
export async function* resultsReport(db: Queries, campaign: CampaignRow): AsyncGenerator<string> {
  const headers = listFactsOf(campaign)?.headers ?? [];
  yield BYTE_ORDER_MARK + csvLine([...OWN_COLUMNS, ...headers]);
  // Before the start there are no results.
  if (approvedOf(campaign) === null) return;
  const rows = listFactsOf(campaign)?.rows ?? 0;
  for (let first = 1; first <= rows; first += ROWS_AT_ONCE) {
    const last = first + ROWS_AT_ONCE - 1;
    const results = await resultsBetween(db, campaign.id, first, last);
    const cells = await listRows(db, campaign.id, first, last);
    yield results
      .map((result) => csvLine([...ownCells(result), ...exactly(headers.length, cells[(result.row_number ?? 0) - first])]))
      .join('');
  }
}

function ownCells(result: CampaignResult): string[] {
  const time = result.finished_at === null ? '' : new Date(result.finished_at).toISOString();
  const { row_number: row, to_address: to, status, reason, provider_message_id: id } = result;
  return [String(row ?? ''), to ?? '', status, reason ?? '', time, id ?? ''];
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
