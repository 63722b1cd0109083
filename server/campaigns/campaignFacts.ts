/** The JSON columns of a campaign: what was found out about letter and list when they came in, and what was approved. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { FILE_BYTES_MAX } from '../../shared/api/draftLimits.ts';
import { type FieldPolicy, type ListReading, type MergeSettings, PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import { PLAIN_SENDING, type SendingPlan } from '../../shared/api/pace.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import type { CampaignRow } from './campaigns.store.ts';

/** Facts of letters that came in before more was noted lack the rest; `letterFactsOf` fills it in. */
export type LetterFacts = Pick<
  CompiledLetter,
  'fields' | 'asideFields' | 'places' | 'controls' | 'questions' | 'remarks' | 'repeats' | 'letterhead' | 'language'
> & { bytes: number; mayBeDocument: boolean; left: string[] };

export interface ListFacts {
  sheet: string | null;
  sheets: string[];
  headers: string[];
  rows: number;
  remarks: Remark[];
  firstRows: string[][];
  headerRow: number | null;
  firstLines: string[][];
  encoding: { label: string; guessed: boolean } | null;
  delimiter: string | null;
}

/** A file that goes along with every mail; `hash` names its content in `blobs`. */
export interface CampaignFile {
  hash: string;
  name: string;
  contentType: string;
  bytes: number;
}

export interface CheckFacts {
  recipients: number;
  skipped: number;
  /** Rows that get no message because of filters, repeated addresses, SKIPIF fields. */
  left: { filtered: number; duplicates: number; skipIf: number };
  unusedColumns: string[];
  /** Bytes of further files that a mail has room for. */
  roomForFiles: number;
  blockers: Remark[];
  warnings: Remark[];
  /** The last send time that a row has of its own, milliseconds since 1970; none where no row has one. */
  lastTime?: number;
}

/** The frozen snapshot: what was previewed and counted is what is sent. Hashes are SHA-256, hex. */
export interface Approved {
  /** The mailbox's own address. */
  from: string;
  /** Another sender; none in campaigns that were started before there was one. */
  sendAs?: string | null;
  subject: string;
  letter: { hash: string; kind: 'docx' | 'html'; name: string };
  /** `stored`: hash of its rows as they are stored (listHash.ts); none in campaigns that were started before it was taken. */
  list: { hash: string; sheet: string | null; headers: string[]; rows: number; stored?: string };
  columns: Record<string, string | null>;
  addressColumn: string;
  fieldPolicies: Record<string, FieldPolicy>;
  /** None in campaigns that were started before there were any. */
  merge?: MergeSettings;
  /** None in campaigns that were started before there could be several. */
  files?: CampaignFile[];
  /** Only in those. */
  attachment?: Omit<CampaignFile, 'bytes'> | null;
  recipients: number;
  skipped: number;
  /** Rows in the outbox: every message, and every row that gets none. */
  queued?: number;
  /** None in campaigns that were started before there was any. */
  sending?: SendingPlan;
  /** When the merge takes place: the date that fields of the letter show; milliseconds since 1970. */
  time?: number;
}

/** What letters that came in before it was noted do not say. */
const LETTER_OF_BEFORE = {
  asideFields: [],
  places: [],
  controls: [],
  questions: [],
  repeats: false,
  letterhead: 'none',
  language: null,
  mayBeDocument: false,
  left: [],
} as const;

/** What lists that came in before it was noted do not say. */
const LIST_OF_BEFORE = { headerRow: null, firstLines: [], encoding: null, delimiter: null };

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

export function letterFactsOf(row: Pick<CampaignRow, 'letter_facts'>): LetterFacts | null {
  const facts = parsed(row.letter_facts) as LetterFacts | null;
  return facts && { ...LETTER_OF_BEFORE, ...facts };
}
export function listFactsOf(row: Pick<CampaignRow, 'list_facts'>): ListFacts | null {
  const facts = parsed(row.list_facts) as ListFacts | null;
  return facts && { ...LIST_OF_BEFORE, ...facts };
}
export const filesOf = (row: Pick<CampaignRow, 'files'>): CampaignFile[] => JSON.parse(row.files) as CampaignFile[];
export const approvedFiles = ({ files, attachment }: Approved): Omit<CampaignFile, 'bytes'>[] =>
  files ?? (attachment ? [attachment] : []);
/** All content a campaign names. */
export const contentOf = (row: Pick<CampaignRow, 'letter_blob' | 'list_blob' | 'files'>): (string | null)[] => [
  row.letter_blob,
  row.list_blob,
  ...filesOf(row).map((file) => file.hash),
];
export const approvedOf = (row: Pick<CampaignRow, 'approved'>): Approved | null => parsed(row.approved) as Approved | null;
export const checkFactsOf = (row: Pick<CampaignRow, 'check_facts'>): CheckFacts => ({
  recipients: 0,
  skipped: 0,
  left: { filtered: 0, duplicates: 0, skipIf: 0 },
  unusedColumns: [],
  roomForFiles: FILE_BYTES_MAX,
  blockers: [],
  warnings: [],
  ...(parsed(row.check_facts) as Partial<CheckFacts> | null),
});
export const chosenColumnsOf = (row: Pick<CampaignRow, 'columns'>): Record<string, string> =>
  JSON.parse(row.columns) as Record<string, string>;
export const fieldPoliciesOf = (row: Pick<CampaignRow, 'field_policies'>): Record<string, FieldPolicy> =>
  JSON.parse(row.field_policies) as Record<string, FieldPolicy>;
export const mergeSettingsOf = (row: Pick<CampaignRow, 'merge_settings'>): MergeSettings => ({
  ...PLAIN_MERGE,
  ...(JSON.parse(row.merge_settings) as Partial<MergeSettings>),
});
export const listReadingOf = (row: Pick<CampaignRow, 'list_reading'>): ListReading => JSON.parse(row.list_reading) as ListReading;
export const sendingOf = (row: Pick<CampaignRow, 'sending'>): SendingPlan => ({
  ...PLAIN_SENDING,
  ...(JSON.parse(row.sending) as Partial<SendingPlan>),
});
