/**
 * What a request does to a draft, worked out completely before anything is written: a letter, list, attachment or column
 * that cannot be used changes nothing at all.
 */
import type { CampaignInput } from '../../shared/api/campaigns.ts';
import type { ListReading, MergeSettings } from '../../shared/api/mergeSettings.ts';
import { guessAddressColumn, normalName } from '../../shared/merge/fieldNames.ts';
import { AppError } from '../http/appError.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { quoted } from '../merge/readResult.ts';
import { assessDraft } from './assessDraft.ts';
import { type Blob, readBlob } from './blobs.store.ts';
import {
  chosenColumnsOf,
  fieldPoliciesOf,
  filesOf,
  type LetterFacts,
  letterFactsOf,
  listFactsOf,
  listReadingOf,
  mergeSettingsOf,
  sendingOf,
} from './campaignFacts.ts';
import { takeSender } from './campaignSender.ts';
import type { CampaignRow } from './campaigns.store.ts';
import { type ListRows, wholeList } from './lists.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import type { Letter } from './letters.ts';
import { takeAttachments } from './takeAttachments.ts';
import { takeSending } from './takeSending.ts';
import { rereadList, retakeLetter, takeLetter, takeList, type TakenLetter, type TakenList } from './takeFiles.ts';

export type DraftChange = Partial<CampaignRow>;

export interface DraftPlan {
  change: DraftChange;
  /** Content the change refers to. */
  blobs: Blob[];
  /** The rows of a list that is new; undefined where the list stays. */
  list?: ListRows;
}

type PlanDeps = Pick<CampaignsDeps, 'db' | 'accounts' | 'letters' | 'now'>;

export async function planDraft(deps: PlanDeps, current: CampaignRow, input: CampaignInput): Promise<DraftPlan> {
  const simple = await simpleChanges(deps, current, input);
  const letter = await newLetter(deps, current, input);
  const list = await newList(deps, current, input);
  const files = takeAttachments(input, filesOf(current));
  const change: DraftChange = {
    ...simple,
    ...(letter && {
      letter_blob: letter.blob.hash,
      letter_name: letter.name,
      letter_kind: letter.kind,
      letter_facts: JSON.stringify({ ...letter.facts, left: leftBehind(current, input) } satisfies LetterFacts),
    }),
    ...(list && {
      list_blob: list.blob.hash,
      list_name: list.name,
      list_kind: list.table.kind,
      list_facts: JSON.stringify(list.facts),
      list_reading: JSON.stringify(nextReading(current, input)),
    }),
    ...(files && { files: JSON.stringify(files.kept) }),
  };
  const next = { ...current, ...change };
  Object.assign(change, chosenColumns(next, input), addressColumn(next, list, input), newSending(next, input));
  if (concernsCheck(input) || current.check_facts === null) {
    change.check_facts = JSON.stringify(await assess(deps, { ...next, ...change }, letter?.letter, list?.table));
  }
  const blobs = [letter?.blob, list?.blob, ...(files?.blobs ?? [])].filter((blob) => blob !== undefined);
  return { change, blobs, ...(list && { list: list.table }) };
}

/** True where what would be sent, or to whom, may change. */
function concernsCheck(input: CampaignInput): boolean {
  const { name: _name, providerId: _providerId, sendAs: _sendAs, ...content } = input;
  return Object.keys(content).length > 0;
}

async function simpleChanges(deps: PlanDeps, current: CampaignRow, input: CampaignInput): Promise<DraftChange> {
  if (input.providerId !== undefined) {
    const account = await deps.accounts.find(current.user_id, input.providerId);
    if (!account) throw new AppError('ACCOUNT_NOT_FOUND', 'You have no such mailbox connected. Choose one of yours.');
  }
  return {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.providerId !== undefined && { account_id: input.providerId }),
    ...(input.subject !== undefined && { subject: input.subject }),
    ...(input.sendAs !== undefined && { from_address: takeSender(input.sendAs) }),
    ...(input.fieldPolicies !== undefined && { field_policies: JSON.stringify(input.fieldPolicies) }),
    ...(input.merge !== undefined && { merge_settings: mergedSettings(current, input.merge) }),
  };
}

async function newLetter(deps: PlanDeps, current: CampaignRow, input: CampaignInput): Promise<TakenLetter | undefined> {
  const before = mergeSettingsOf(current).letterhead;
  const letterhead = input.merge?.letterhead ?? before;
  if (input.letter) return takeLetter(deps.letters, input.letter, letterhead);
  const { letter_blob: hash, letter_kind: kind, letter_name: name } = current;
  if (letterhead === before || hash === null || kind === null) return undefined;
  return retakeLetter(deps.letters, await readBlob(deps.db, hash), { kind, name: name ?? '', letterhead });
}

/** A letter that is only read in another way lacks what it lacked before. */
function leftBehind(current: CampaignRow, { letter }: CampaignInput): string[] {
  if (letter === undefined) return letterFactsOf(current)?.left ?? [];
  return 'left' in letter ? (letter.left ?? []) : [];
}

async function newList(deps: PlanDeps, current: CampaignRow, input: CampaignInput): Promise<TakenList | undefined> {
  const reading = readingWanted(input);
  if (input.list) return takeList(input.list, reading ?? {});
  if (reading === undefined) return undefined;
  if (current.list_blob === null || current.list_name === null) {
    throw new AppError('LIST_UNREADABLE', 'There is no list yet that could be read in another way. Add the list first.');
  }
  return rereadList(await readBlob(deps.db, current.list_blob), current.list_name, nextReading(current, input));
}

/** A new file forgets how the one before it was read. */
function nextReading(current: CampaignRow, input: CampaignInput): ListReading {
  const wanted = readingWanted(input) ?? {};
  const { headerRow, ...before } = listReadingOf(current);
  // Another sheet has its headings elsewhere.
  const kept = wanted.sheet === undefined && headerRow !== undefined ? { headerRow } : {};
  if (!input.list) return { ...before, ...kept, ...wanted };
  if ('rows' in input.list) return wanted;
  const { name: _name, contentBytes: _contentBytes, ...own } = input.list;
  return { ...wanted, ...own };
}

/** Undefined where nothing about the reading is said. */
function readingWanted({ reading, sheet }: CampaignInput): ListReading | undefined {
  if (reading === undefined && sheet === undefined) return undefined;
  // Headings are found anew on another sheet.
  return { ...(sheet !== undefined && { sheet }), ...reading };
}

/** Only what is given changes. */
function mergedSettings(current: CampaignRow, given: Partial<MergeSettings>): string {
  return JSON.stringify({ ...(JSON.parse(current.merge_settings) as Partial<MergeSettings>), ...given });
}

/** Replaces the choices as a whole; no column may be named that the list does not have. */
function chosenColumns(next: CampaignRow, input: CampaignInput): DraftChange {
  if (input.columns === undefined) return {};
  const headers = listFactsOf(next)?.headers;
  const choices = Object.entries(input.columns).map(([field, column]) => [
    field,
    column === '' || !headers ? column : existing(column, headers),
  ]);
  return { columns: JSON.stringify(Object.fromEntries(choices)) };
}

function newSending(next: CampaignRow, input: CampaignInput): DraftChange {
  if (input.sending === undefined) return {};
  const headers = listFactsOf(next)?.headers;
  const column = (name: string) => (headers ? existing(name, headers) : name);
  return { sending: takeSending(sendingOf(next), input.sending, column) };
}

/** The address column as chosen, or kept while the list has it, or guessed. */
function addressColumn(next: CampaignRow, list: TakenList | undefined, input: CampaignInput): DraftChange {
  const headers = listFactsOf(next)?.headers;
  if (!headers) return input.addressColumn === undefined ? {} : { address_column: input.addressColumn || null };
  if (input.addressColumn !== undefined) {
    return { address_column: input.addressColumn === '' ? null : existing(input.addressColumn, headers) };
  }
  if (!list || (next.address_column !== null && headers.includes(next.address_column))) return {};
  return { address_column: guessAddressColumn(headers, list.table.rows) };
}

function existing(column: string, headers: readonly string[]): string {
  const found = headers.find((h) => h === column) ?? headers.find((h) => normalName(h) === normalName(column));
  if (found !== undefined) return found;
  const some = headers.slice(0, 10).map(quoted).join(', ');
  const choice = headers.length > 10 ? `Choose one of its columns, such as ${some}.` : `Choose one of its columns: ${some}.`;
  throw new AppError('COLUMN_MISSING', `The list has no column ${quoted(column)}. ${choice}`, {
    details: { column, headers },
  });
}

async function assess(deps: PlanDeps, next: CampaignRow, newLetter: Letter | undefined, newTable: ListTable | undefined) {
  return assessDraft({
    letter: newLetter ?? (await letterOf(deps, next)),
    subject: next.subject,
    table: newTable ?? (await tableOf(deps, next)),
    listRemarks: listFactsOf(next)?.remarks ?? [],
    addressColumn: next.address_column,
    chosen: chosenColumnsOf(next),
    fieldPolicies: fieldPoliciesOf(next),
    merge: mergeSettingsOf(next),
    sending: sendingOf(next),
    time: deps.now(),
    attachmentBytes: filesOf(next).reduce((sum, file) => sum + file.bytes, 0),
  });
}

/** The check of a draft as it is stored now. `table`: its list, where it is at hand. */
export function assessStored(deps: PlanDeps, row: CampaignRow, table?: ListTable): ReturnType<typeof assess> {
  return assess(deps, row, undefined, table);
}

export async function letterOf(deps: Pick<PlanDeps, 'db' | 'letters'>, row: CampaignRow): Promise<Letter | null> {
  if (row.letter_blob === null || row.letter_kind === null) return null;
  const { letterhead } = mergeSettingsOf(row);
  return deps.letters.of(deps.db, { hash: row.letter_blob, kind: row.letter_kind, name: row.letter_name ?? '', letterhead });
}

/** The whole stored list, and its hash (listHash.ts). */
export interface StoredTable {
  table: ListTable;
  hash: string;
}

export async function storedTable(deps: Pick<PlanDeps, 'db'>, row: CampaignRow): Promise<StoredTable | null> {
  const facts = listFactsOf(row);
  if (!facts || row.list_kind === null) return null;
  const { sheet, sheets, headers } = facts;
  const { hash, ...list } = await wholeList(deps.db, row.id);
  return { table: { kind: row.list_kind, sheet, sheets, headers, ...list }, hash };
}

export async function tableOf(deps: Pick<PlanDeps, 'db'>, row: CampaignRow): Promise<ListTable | null> {
  return (await storedTable(deps, row))?.table ?? null;
}
