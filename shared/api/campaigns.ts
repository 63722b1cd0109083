/**
 * A mail merge. A campaign is drafted (letter, list, which column is what), looked at row by row, started, watched.
 * Creating with everything at once and filling a draft step by step use the same body.
 */
import { type Static, Type } from 'typebox';
import { CAMPAIGN_STATUSES } from '../merge/campaignMoves.ts';
import { LeftBehind } from './draftLimits.ts';
import { FieldPolicy, ListReading, MergeSettings } from './mergeSettings.ts';
import { SendingPlan } from './pace.ts';
import { defineRoute } from './route.ts';
import { Attachment } from './send.ts';

const base = '/api/campaigns';
const Time = Type.String({ format: 'date-time' });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const LETTER_BYTES_MAX = 20 * 1024 * 1024;
export const LIST_BYTES_MAX = 20 * 1024 * 1024;
export const ROWS_MAX = 100_000;
export const ATTACHMENTS_MAX = 20;
/** Room for a letter, a list and an attachment in base64, so that a file that is too large is told so by its own limit. */
export const CAMPAIGN_BODY_LIMIT = 96 * 1024 * 1024;

/** A finding about the letter, the list or a row. `code` is stable, `text` is a sentence for a person. Rows count from 1, without the header. */
export const Remark = Type.Object({
  code: Type.String(),
  text: Type.String(),
  row: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.String()),
  field: Type.Optional(Type.String()),
});
export type Remark = Static<typeof Remark>;

const FileInput = { name: Type.String({ minLength: 1, maxLength: 255 }), contentBytes: Type.String() };

export const CampaignInput = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Invitation'] })),
    providerId: Type.Optional(Type.String({ maxLength: 100 })),
    subject: Type.Optional(Type.String({ maxLength: 255 })),
    /** A Word document (docx, dotx, docm …) as base64, or HTML with `{{Field}}`. */
    letter: Type.Optional(
      Type.Union([
        Type.Object({ ...FileInput, left: Type.Optional(LeftBehind) }, { additionalProperties: false }),
        Type.Object({ html: Type.String() }, { additionalProperties: false }),
      ]),
    ),
    /** A csv or xlsx file as base64, or rows. */
    list: Type.Optional(
      Type.Union([
        Type.Object({ ...FileInput, ...ListReading.properties }, { additionalProperties: false }),
        Type.Object(
          {
            rows: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))),
          },
          { additionalProperties: false },
        ),
      ]),
    ),
    /** Another sheet of the list that is already there; short for `reading` with that sheet. */
    sheet: Type.Optional(Type.String()),
    /** The list that is already there, read in another way. */
    reading: Type.Optional(Type.Object(ListReading.properties, { additionalProperties: false })),
    addressColumn: Type.Optional(Type.String()),
    /** Another sender than the mailbox itself, such as a shared mailbox it may send for; null: the mailbox. */
    sendAs: Type.Optional(Nullable(Type.String({ maxLength: 320 }))),
    /** Field of the letter → column of the list, where the automatic match is not wanted. An empty text means: no column. */
    columns: Type.Optional(Type.Record(Type.String(), Type.String())),
    fieldPolicies: Type.Optional(Type.Record(Type.String(), FieldPolicy)),
    /** How rows become messages; only what is given changes. */
    merge: Type.Optional(Type.Partial(MergeSettings, { additionalProperties: false })),
    /** When its mails leave; only what is given changes. */
    sending: Type.Optional(Type.Partial(SendingPlan, { additionalProperties: false })),
    /** One file for everybody in place of all there are; null takes them away. */
    attachment: Type.Optional(Nullable(Attachment)),
    /** The files for everybody, in place of all there are: new ones, and by their `id` those that stay. Counts before `attachment`. */
    attachments: Type.Optional(
      Type.Array(Type.Union([Attachment, Type.Object({ id: Type.String({ maxLength: 64 }) }, { additionalProperties: false })]), {
        maxItems: ATTACHMENTS_MAX,
      }),
    ),
  },
  { additionalProperties: false },
);
export type CampaignInput = Static<typeof CampaignInput>;

export const Progress = Type.Object({
  total: Type.Integer(),
  queued: Type.Integer(),
  sending: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  unknown: Type.Integer(),
  skipped: Type.Integer(),
  cancelled: Type.Integer(),
  /** Messages a minute this mailbox is held to. */
  perMinute: Type.Number(),
  /** When the last message will have left, at the present pace. */
  finishesAt: Nullable(Time),
  /** Set while the mailbox rests because Microsoft asked for it. */
  restingUntil: Nullable(Time),
  /** Recipients a day this mailbox is held to; null: no limit. */
  perDay: Nullable(Type.Integer()),
  /** Why nothing leaves at the moment, for a person: the day's number is used up, the hours of sending are over. */
  waiting: Nullable(Type.Object({ reason: Type.String(), until: Time })),
});
export type Progress = Static<typeof Progress>;

export const Campaign = Type.Object({
  id: Type.String(),
  /** Counts the changes of the draft: given back at the start, it proves that what was looked at is what goes out. */
  version: Type.Integer(),
  name: Type.String(),
  status: Type.Enum(CAMPAIGN_STATUSES),
  /** Why it paused itself, for a person; null where a person paused it. */
  pauseReason: Nullable(Type.String()),
  providerId: Nullable(Type.String()),
  from: Nullable(Type.String()),
  /** Another sender than the mailbox itself. */
  sendAs: Nullable(Type.String()),
  subject: Type.String(),
  letter: Nullable(
    Type.Object({
      name: Type.String(),
      kind: Type.Union([Type.Literal('docx'), Type.Literal('html')]),
      bytes: Type.Integer(),
      /** Field names of letter and subject, in order of appearance. */
      fields: Type.Array(Type.String()),
      /** Where each field stands: text, table, text box, link, note, header, footer, condition. */
      places: Type.Array(Type.Object({ field: Type.String(), where: Type.String() })),
      /** Content controls by tag and title; one of the names may be a column, else the control stays as it is. */
      controls: Type.Array(Type.Object({ names: Type.Array(Type.String()) })),
      /** What the letter asks before the merge (ASK, FILLIN); `standard` holds where nothing is answered. */
      questions: Type.Array(Type.Object({ key: Type.String(), prompt: Type.String(), standard: Type.String() })),
      /** It has a part that repeats for each row of a message. */
      repeats: Type.Boolean(),
      /** Header or footer: none, could be carried into the mail, or are. */
      letterhead: Type.Union([Type.Literal('none'), Type.Literal('offered'), Type.Literal('carried')]),
      /** BCP 47; null where the letter does not say. */
      language: Nullable(Type.String()),
      /** The merged letter can go along as a Word document. */
      mayBeDocument: Type.Boolean(),
      /** What of a mail's draft did not come along, as it was given with it. */
      left: Type.Array(Type.String()),
      /** What the letter holds that e-mail cannot show. */
      remarks: Type.Array(Remark),
    }),
  ),
  list: Nullable(
    Type.Object({
      name: Type.String(),
      kind: Type.Union([Type.Literal('csv'), Type.Literal('xlsx'), Type.Literal('rows')]),
      sheet: Nullable(Type.String()),
      sheets: Type.Array(Type.String()),
      headers: Type.Array(Type.String()),
      rows: Type.Integer(),
      remarks: Type.Array(Remark),
      /** Row of the sheet or line of the file that holds the headings, from 1; null where there is none. */
      headerRow: Nullable(Type.Integer()),
      /** The first lines as they are, to choose the headings from; the first one is number 1. */
      firstLines: Type.Array(Type.Array(Type.String())),
      /** How a text file was read; null for workbooks and rows. */
      encoding: Nullable(Type.Object({ label: Type.String(), guessed: Type.Boolean() })),
      delimiter: Nullable(Type.String()),
      /** The first rows as the sheet shows them. */
      firstRows: Type.Array(Type.Array(Type.String())),
    }),
  ),
  addressColumn: Nullable(Type.String()),
  /** Field → column as it will be used; null where there is none. Content controls only where a column was chosen for them. */
  columns: Type.Record(Type.String(), Nullable(Type.String())),
  fieldPolicies: Type.Record(Type.String(), FieldPolicy),
  merge: MergeSettings,
  sending: SendingPlan,
  /** The first of `attachments`. */
  attachment: Nullable(Type.Object({ name: Type.String(), bytes: Type.Integer(), contentType: Type.String() })),
  /** The files for everybody; `id` names the content. */
  attachments: Type.Array(
    Type.Object({ id: Type.String(), name: Type.String(), bytes: Type.Integer(), contentType: Type.String() }),
  ),
  check: Type.Object({
    /** Messages that will go out. */
    recipients: Type.Integer(),
    /** Messages that cannot go out because they have no usable address. */
    skipped: Type.Integer(),
    /** Rows that get no message: filtered out, an address that has its mail already, skipped by the letter itself. */
    left: Type.Object({ filtered: Type.Integer(), duplicates: Type.Integer(), skipIf: Type.Integer() }),
    /** Columns of the list that nothing uses. */
    unusedColumns: Type.Array(Type.String()),
    /** Bytes of further files that a mail has room for, beside letter, pictures and the files there are. */
    roomForFiles: Type.Integer(),
    /** What stops the start; empty = ready. */
    blockers: Type.Array(Remark),
    /** What deserves a look but stops nothing. At most 200 are listed. */
    warnings: Type.Array(Remark),
    /** How long it will take at the mailbox's pace, in seconds; null where nothing would be sent, or it was started: see progress. */
    seconds: Nullable(Type.Number()),
  }),
  progress: Progress,
  createdAt: Time,
  /** When a scheduled campaign starts. */
  startsAt: Nullable(Time),
  /** When letter, list and addresses were erased. */
  erasedAt: Nullable(Time),
  startedAt: Nullable(Time),
  finishedAt: Nullable(Time),
});
export type Campaign = Static<typeof Campaign>;

export const CampaignSummary = Type.Pick(Campaign, [
  'id',
  'name',
  'status',
  'pauseReason',
  'from',
  'progress',
  'createdAt',
  'startsAt',
  'erasedAt',
  'startedAt',
  'finishedAt',
]);
export type CampaignSummary = Static<typeof CampaignSummary>;

const Id = Type.Object({ id: Type.String() });
const inputErrors = [
  'TOO_LARGE',
  'LETTER_UNREADABLE',
  'LIST_UNREADABLE',
  'LIST_EMPTY',
  'LIST_TOO_LONG',
  'COLUMN_MISSING',
  'ACCOUNT_NOT_FOUND',
  'INVALID_ADDRESS',
  'ATTACHMENT_INVALID',
] as const;

export const createCampaign = defineRoute({
  method: 'POST',
  path: base,
  summary: 'Create a campaign: with everything at once, or as a draft to fill',
  tag: 'Campaigns',
  bodyLimit: CAMPAIGN_BODY_LIMIT,
  idempotent: true,
  body: CampaignInput,
  ok: Campaign,
  okStatus: 201,
  errors: inputErrors,
});

export const changeCampaign = defineRoute({
  method: 'PATCH',
  path: `${base}/:id`,
  summary: 'Change a draft; only what is given changes',
  tag: 'Campaigns',
  bodyLimit: CAMPAIGN_BODY_LIMIT,
  params: Id,
  body: CampaignInput,
  ok: Campaign,
  errors: [...inputErrors, 'CAMPAIGN_NOT_FOUND', 'CAMPAIGN_WRONG_STATE', 'CAMPAIGN_ERASED'],
});

export const listCampaigns = defineRoute({
  method: 'GET',
  path: base,
  summary: 'The campaigns of the caller, newest first',
  tag: 'Campaigns',
  ok: Type.Object({ success: Type.Literal(true), campaigns: Type.Array(CampaignSummary), count: Type.Integer() }),
});

export const getCampaign = defineRoute({
  method: 'GET',
  path: `${base}/:id`,
  summary: 'One campaign with fields, columns, findings and progress',
  tag: 'Campaigns',
  params: Id,
  ok: Campaign,
  errors: ['CAMPAIGN_NOT_FOUND'],
});

export const deleteCampaign = defineRoute({
  method: 'DELETE',
  path: `${base}/:id`,
  summary: 'Delete a campaign that is not running, with its letter, list and results',
  tag: 'Campaigns',
  params: Id,
  ok: Type.Object({ success: Type.Literal(true) }),
  errors: ['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_WRONG_STATE'],
});

/** Of start and schedule alike: both approve what was looked at. */
export const approvalErrors = [
  'CAMPAIGN_NOT_FOUND',
  'CAMPAIGN_WRONG_STATE',
  'CAMPAIGN_ERASED',
  'CAMPAIGN_NOT_READY',
  'COUNT_CHANGED',
  'CAMPAIGN_CHANGED',
  'ACCOUNT_NOT_CONNECTED',
] as const;

export const startCampaign = defineRoute({
  method: 'POST',
  path: `${base}/:id/start`,
  summary:
    'Start sending. With `recipients`, only if exactly that many messages would go out; with `version`, only what was looked at',
  tag: 'Campaigns',
  idempotent: true,
  params: Id,
  body: Type.Object(
    { recipients: Type.Optional(Type.Integer({ minimum: 0 })), version: Type.Optional(Type.Integer({ minimum: 0 })) },
    { additionalProperties: false },
  ),
  ok: Campaign,
  errors: approvalErrors,
});

const move = <const N extends 'pause' | 'resume' | 'cancel'>(name: N, summary: string) =>
  defineRoute({
    method: 'POST',
    path: `${base}/:id/${name}`,
    summary,
    tag: 'Campaigns',
    params: Id,
    ok: Campaign,
    errors: [
      'CAMPAIGN_NOT_FOUND',
      'CAMPAIGN_WRONG_STATE',
      'CAMPAIGN_ERASED',
      'ACCOUNT_NOT_CONNECTED',
      'MAILBOX_PERMISSION_MISSING',
    ],
  });
export const pauseCampaign = move('pause', 'Stop after the message that is on its way');
export const resumeCampaign = move('resume', 'Go on where it stopped');
export const cancelCampaign = move('cancel', 'Cancel what has not been sent yet');

export const campaignEvents = defineRoute({
  method: 'GET',
  path: `${base}/:id/events`,
  summary: 'Progress as server-sent events: `event: campaign` with a campaign summary, at once and on every change',
  tag: 'Campaigns',
  params: Id,
  raw: true,
  ok: Type.String(),
  errors: ['CAMPAIGN_NOT_FOUND'],
});
