/** The part of the analysis that a start asks: how many mails, what stops them, what deserves a look. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { type FieldPolicy, type MergeSettings, PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { analyse } from './analyse.ts';
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import type { ListTable } from './lists/listTable.ts';

export type CampaignCheck = {
  /** Messages that will go out. */
  recipients: number;
  /** Messages that cannot, because they have no usable address. */
  skipped: number;
  blockers: Remark[];
  warnings: Remark[];
};

/** Arguments as `analyse` takes them. */
export function checkCampaign(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  fieldPolicies: Readonly<Record<string, FieldPolicy>>,
  listRemarks: readonly Remark[] = [],
  settings: MergeSettings = PLAIN_MERGE,
  now?: string,
): CampaignCheck {
  const found = analyse(letter, subject, table, columns, addressColumn, fieldPolicies, settings, listRemarks, now);
  const { messages: recipients, skipped, blockers, warnings } = found;
  return { recipients, skipped, blockers, warnings };
}
