/**
 * What the places of a letter may ask while one message is made. A scope belongs to one message (or, inside a repeated part, to
 * one of its rows) and to nobody else: nothing a place does can be seen by another message.
 */
import type { Remark } from '../../shared/api/campaigns.ts';

export type MergeScope = {
  /** Text of a field as it goes into the message: what the list shows, or what the field's policy puts there; '' where there is nothing. */
  value: (field: string) => string;
  /**
   * The same value where the sheet knows it better than it shows it: a decimal number (`1234.5`) or a local date and time
   * (`2026-11-20T15:30:00`); null otherwise.
   */
  exact: (field: string) => string | null;
  /** A column fills this field. */
  has: (field: string) => boolean;
  /** The rows of this message in order; only itself where nothing is grouped. In the scope of a row: the same rows, itself among them. */
  rows: readonly MergeScope[];
  /** Number of this row in `rows`, from 1 (`{{@number}}`); 1 in the scope of the message. */
  position: number;
  /** Number of the row in the list, from 1 (MERGEREC). */
  record: number;
  /** Number of the message in this merge, from 1 (MERGESEQ). */
  sequence: number;
  /** What was answered to a question of the letter (ASK, FILLIN); undefined: nothing was said, its default holds. */
  answer: (key: string) => string | undefined;
  /** What SET and ASK have put down so far in this message; names in lower case. */
  bookmarks: Map<string, string>;
  /** One of these fields is empty and its policy takes the line away in which it stands. */
  drops: (fields: readonly string[]) => boolean;
  /** `drops` is false whatever it is asked. */
  keepsLines?: boolean;
  /** Local time of the merge, `2026-11-20T15:30:00`. */
  now: string;
  /** BCP 47: how numbers and dates are written and read. */
  locale: string;
};

/**
 * Something that has its text only when the row is known. `fields`: what it reads. Pure but for `bookmarks`.
 * `optional`: those of `fields` whose empty value is no fault at this place, because the letter itself says what happens then
 * (`{{Field | default: "…"}}`, `{{#if Field}}`). Such a field still needs a column; a field that is optional at every place
 * where it stands misses nothing when it is empty, and no policy applies to it.
 * `exact`: as MergeScope.exact, where the text is one value of the list or a computed number.
 * `both`: where working out the one works out the other. Fields stand in one another, so asking twice on each level would take
 * twice as long with each of them.
 */
export type Slot = {
  fields: string[];
  optional?: string[];
  evaluate: (scope: MergeScope) => string;
  exact?: (scope: MergeScope) => string | null;
  both?: (scope: MergeScope) => SlotReading;
};
export type SlotReading = { text: string; exact: string | null };

/** For whoever needs both. */
export function readSlot(slot: Slot, scope: MergeScope): SlotReading {
  return slot.both?.(scope) ?? { text: slot.evaluate(scope), exact: slot.exact?.(scope) ?? null };
}

/** Something that is decided only when the row is known. `optional`: as in Slot. */
export type Test = {
  fields: string[];
  optional?: string[];
  holds: (scope: MergeScope) => boolean;
  /** It fails only where `MergeScope.drops` says so. */
  onlyDrops?: boolean;
  /** Fields that certainly hold something where the test holds (`true`), or where it does not (`false`). */
  filledWhere?: { true: readonly string[]; false: readonly string[] };
};

/** A question that is asked once for the whole merge, before it (ASK, FILLIN; ISO/IEC 29500-1 17.16.5.3, 17.16.5.18). */
export type Question = { key: string; prompt: string; standard: string };

/** Where a reading stage says what it found. */
export type MergeNotes = {
  /** Says a thing once, however often the letter has it. */
  remark: (code: Remark['code'], text: string, field?: string) => void;
  ask: (question: Question) => void;
  /** Headings of columns that a field looks for by itself; of each list it takes the first that is there. */
  looksFor?: (headings: readonly string[]) => void;
  /** A field that writes its number as words, which exist in a few languages only. */
  spells?: (field: string) => void;
};

/** A plain field: its value and nothing else. */
export function fieldSlot(field: string): Slot {
  return { fields: [field], evaluate: (scope) => scope.value(field) };
}

/** A scope that knows values only: one row, nothing grouped, nothing asked. */
export function scopeOf(value: (field: string) => string, more: Partial<MergeScope> = {}): MergeScope {
  const scope: MergeScope = {
    value,
    exact: () => null,
    has: () => true,
    rows: [],
    position: 1,
    record: 1,
    sequence: 1,
    answer: () => undefined,
    bookmarks: new Map(),
    drops: () => false,
    now: '2000-01-01T00:00:00',
    locale: 'en-US',
    ...more,
  };
  if (scope.rows.length === 0) scope.rows = [scope];
  return scope;
}
