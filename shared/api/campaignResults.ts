/** What happened to every row of a campaign. */
import { type Static, Type } from 'typebox';
import { MESSAGE_STATUSES } from '../merge/campaignMoves.ts';
import { defineRoute } from './route.ts';

const base = '/api/campaigns';
const Time = Type.String({ format: 'date-time' });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Id = Type.Object({ id: Type.String() });
const Page = {
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
};

export const ResultRow = Type.Object({
  row: Type.Integer(),
  to: Nullable(Type.String()),
  status: Type.Enum(MESSAGE_STATUSES),
  reason: Nullable(Type.String()),
  /** When the mailbox's server took it, or when the end was known. */
  at: Nullable(Time),
  /** What the mailbox's server gave; kinds as in `/send`. */
  messageId: Nullable(Type.String()),
  /** In doubt: nobody may decide about it before; null where that time is over, or there is nothing to decide. */
  decideAfter: Nullable(Time),
  /** Who ended the doubt: `person`, or `look-up` in the mailbox itself. */
  decidedBy: Nullable(Type.Enum(['person', 'look-up'])),
});
export type ResultRow = Static<typeof ResultRow>;

export const listResults = defineRoute({
  method: 'GET',
  path: `${base}/:id/results`,
  summary: 'What happened to every row',
  tag: 'Campaigns',
  params: Id,
  query: Type.Object({
    ...Page,
    status: Type.Optional(Type.Enum(MESSAGE_STATUSES)),
    search: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  ok: Type.Object({ results: Type.Array(ResultRow), count: Type.Integer() }),
  errors: ['CAMPAIGN_NOT_FOUND'],
});

export const downloadReport = defineRoute({
  method: 'GET',
  path: `${base}/:id/report.csv`,
  summary: 'The results as csv, one line a row',
  tag: 'Campaigns',
  params: Id,
  raw: true,
  ok: Type.String(),
  errors: ['CAMPAIGN_NOT_FOUND'],
});
