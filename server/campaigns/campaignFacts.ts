/** The JSON columns of a campaign: what was found out about letter and list when they came in, and what was approved. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import type { CampaignRow } from './campaigns.store.ts';

export interface LetterFacts {
  bytes: number;
  fields: string[];
  remarks: Remark[];
}

export interface ListFacts {
  sheet: string | null;
  sheets: string[];
  headers: string[];
  rows: number;
  remarks: Remark[];
  firstRows: string[][];
}

export interface CheckFacts {
  recipients: number;
  skipped: number;
  blockers: Remark[];
  warnings: Remark[];
}

/** The frozen snapshot: what was previewed and counted is what is sent. Hashes are SHA-256, hex. */
export interface Approved {
  /** The mailbox's own address. */
  from: string;
  /** Another sender; none in campaigns that were started before there was one. */
  sendAs?: string | null;
  subject: string;
  letter: { hash: string; kind: 'docx' | 'html'; name: string };
  list: { hash: string; sheet: string | null; headers: string[]; rows: number };
  columns: Record<string, string | null>;
  addressColumn: string;
  fieldPolicies: Record<string, FieldPolicy>;
  attachment: { hash: string; name: string; contentType: string } | null;
  recipients: number;
  skipped: number;
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

export const letterFactsOf = (row: Pick<CampaignRow, 'letter_facts'>): LetterFacts | null =>
  parsed(row.letter_facts) as LetterFacts | null;
export const listFactsOf = (row: Pick<CampaignRow, 'list_facts'>): ListFacts | null => parsed(row.list_facts) as ListFacts | null;
export const approvedOf = (row: Pick<CampaignRow, 'approved'>): Approved | null => parsed(row.approved) as Approved | null;
export const checkFactsOf = (row: Pick<CampaignRow, 'check_facts'>): CheckFacts =>
  (parsed(row.check_facts) as CheckFacts | null) ?? { recipients: 0, skipped: 0, blockers: [], warnings: [] };
export const chosenColumnsOf = (row: Pick<CampaignRow, 'columns'>): Record<string, string> =>
  JSON.parse(row.columns) as Record<string, string>;
export const fieldPoliciesOf = (row: Pick<CampaignRow, 'field_policies'>): Record<string, FieldPolicy> =>
  JSON.parse(row.field_policies) as Record<string, FieldPolicy>;
