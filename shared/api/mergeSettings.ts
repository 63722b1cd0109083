/** How a letter and a list become messages, beyond which column fills which field. Everything has a plain meaning when it is not said. */
import { type Static, Type } from 'typebox';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/**
 * What an empty value means: `block`: the row stops the start; `empty`: nothing stands in its place; `drop-line`: the line it
 * stands in is left out; `{ default }`: this text stands there.
 */
export const FieldPolicy = Type.Union([
  Type.Literal('block'),
  Type.Literal('empty'),
  Type.Literal('drop-line'),
  Type.Object({ default: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
]);
export type FieldPolicy = Static<typeof FieldPolicy>;

export const FILTER_TESTS = ['is', 'is-not', 'contains', 'contains-not', 'filled', 'empty', 'less', 'more'] as const;

/** Rows that do not pass every filter are left out. Letter case does not count; numbers and dates compare as such. */
export const RowFilter = Type.Object(
  { column: Type.String(), test: Type.Enum(FILTER_TESTS), value: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
export type RowFilter = Static<typeof RowFilter>;

export const MergeSettings = Type.Object(
  {
    /** BCP 47: how numbers and dates are written; null: as the letter's language. */
    locale: Nullable(Type.String({ maxLength: 35 })),
    /** Rows that are equal in this column become one message; null: one message for each row. */
    groupBy: Nullable(Type.String()),
    filters: Type.Array(RowFilter, { maxItems: 20 }),
    /** Null: the order of the list. */
    order: Nullable(Type.Object({ column: Type.String(), descending: Type.Boolean() }, { additionalProperties: false })),
    /** Two messages to one address: `send` both, or `first` only. */
    duplicates: Type.Union([Type.Literal('send'), Type.Literal('first')]),
    /** Answers to the questions of the letter (ASK, FILLIN) by their key. */
    answers: Type.Record(Type.String(), Type.String({ maxLength: 2000 })),
    /** The first page's header stands on top of the mail and its footer below. */
    letterhead: Type.Boolean(),
    /** The merged letter as a Word document goes along under this name, which may hold `{{Field}}`; null: it does not. */
    document: Nullable(Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false })),
    /** For fields that `fieldPolicies` does not name. */
    policy: FieldPolicy,
  },
  { additionalProperties: false },
);
export type MergeSettings = Static<typeof MergeSettings>;

export const PLAIN_MERGE: MergeSettings = {
  locale: null,
  groupBy: null,
  filters: [],
  order: null,
  duplicates: 'send',
  answers: {},
  letterhead: false,
  document: null,
  policy: 'block',
};

/** How a list file is read, where the automatic reading is not wanted. */
export const ListReading = Type.Object({
  sheet: Type.Optional(Type.String()),
  /** Row of the sheet or line of the file that holds the headings, from 1. */
  headerRow: Type.Optional(Type.Integer({ minimum: 1 })),
  /** A label of the WHATWG Encoding Standard, such as `windows-1252`. */
  encoding: Type.Optional(Type.String({ maxLength: 40 })),
  delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
  /** Rows that are hidden in the sheet (by a filter, or by hand) are left out unless this is said. */
  hiddenRows: Type.Optional(Type.Boolean()),
});
export type ListReading = Static<typeof ListReading>;
