/** Moves of a campaign besides start, pause, resume and cancel: later, once more, a copy, an end to doubts, erasure. */
import { type Static, Type } from 'typebox';
import { approvalErrors, Campaign } from './campaigns.ts';
import { defineRoute } from './route.ts';

const base = '/api/campaigns';
const Id = Type.Object({ id: Type.String() });
const Time = Type.String({ format: 'date-time', examples: ['2027-01-31T09:00:00Z'] });

export const scheduleCampaign = defineRoute({
  method: 'POST',
  path: `${base}/:id/schedule`,
  summary: 'Approve now, send from a given time on; takes the same proofs of what was looked at as start',
  tag: 'Campaigns',
  idempotent: true,
  params: Id,
  body: Type.Object(
    {
      at: Time,
      recipients: Type.Optional(Type.Integer({ minimum: 0 })),
      version: Type.Optional(Type.Integer({ minimum: 0 })),
    },
    { additionalProperties: false },
  ),
  bodyRequired: ['at'],
  ok: Campaign,
  errors: [...approvalErrors, 'TIME_PASSED'],
});

export const duplicateCampaign = defineRoute({
  method: 'POST',
  path: `${base}/:id/duplicate`,
  summary: 'A new draft with the same letter, list and choices',
  tag: 'Campaigns',
  idempotent: true,
  params: Id,
  ok: Campaign,
  okStatus: 201,
  errors: ['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_ERASED'],
});

export const RetryDone = Type.Object({
  /** Mails that wait to be sent again. */
  queued: Type.Integer(),
  /** Of the mails of the rows that were named, those that are not rejected (any more): they are left as they are. */
  notRejected: Type.Integer(),
  campaign: Campaign,
});

export const retryRejected = defineRoute({
  method: 'POST',
  path: `${base}/:id/retry`,
  summary: 'Send rejected mails once more: all of them, or those of some rows. What is in doubt is not touched',
  tag: 'Campaigns',
  idempotent: true,
  params: Id,
  body: Type.Object(
    { rows: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 100_000 })) },
    { additionalProperties: false },
  ),
  ok: RetryDone,
  errors: ['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_WRONG_STATE', 'CAMPAIGN_ERASED', 'ACCOUNT_NOT_CONNECTED'],
});

export const resolveDoubts = defineRoute({
  method: 'POST',
  path: `${base}/:id/resolve`,
  summary: 'Somebody looked into Sent Items and decides about mails in doubt: `sent`, or send `again`',
  tag: 'Campaigns',
  idempotent: true,
  params: Id,
  body: Type.Object(
    {
      decision: Type.Enum(['sent', 'again']),
      /** Rows of the list; without them all that are in doubt. */
      rows: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 100_000 })),
    },
    { additionalProperties: false },
  ),
  bodyRequired: ['decision'],
  ok: Type.Object({
    decided: Type.Integer(),
    /** Of the mails of the rows that were named, those that are not in doubt (any more): there is nothing to decide about them. */
    notInDoubt: Type.Integer(),
    /** In doubt, but too fresh to decide about: their request may still be on its way. */
    tooEarly: Type.Integer(),
    /** When the last of those may be decided about. */
    decideAfter: Type.Union([Time, Type.Null()]),
    campaign: Campaign,
  }),
  errors: ['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_WRONG_STATE', 'CAMPAIGN_ERASED', 'ACCOUNT_NOT_CONNECTED', 'TOO_EARLY'],
});

export const lookUpDoubts = defineRoute({
  method: 'POST',
  path: `${base}/:id/look-up`,
  summary: 'Look for mails in doubt in the mailbox now, where it may be read',
  tag: 'Campaigns',
  params: Id,
  ok: Type.Object({ lookingFor: Type.Integer(), mayRead: Type.Boolean(), campaign: Campaign }),
  errors: ['CAMPAIGN_NOT_FOUND'],
});

export const eraseCampaign = defineRoute({
  method: 'POST',
  path: `${base}/:id/erase`,
  summary: 'Erase letter, list, addresses and reasons of an ended campaign; the numbers stay',
  tag: 'Campaigns',
  params: Id,
  ok: Campaign,
  errors: ['CAMPAIGN_NOT_FOUND', 'CAMPAIGN_WRONG_STATE'],
});

export type Decision = Static<typeof resolveDoubts.body>['decision'];
