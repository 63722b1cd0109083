/** How fast a mailbox sends, what happens to a message that could not be handed over, and when a campaign sends. */
import { type Static, Type } from 'typebox';

/**
 * `careful`: 10 a minute, 500 recipients a day, a new mailbox from 50 a day, doubling daily. `normal`: 28 and 5,000. `fast`: 30
 * and 10,000. Outlook.com: 10 and 100 (fast 300). Gmail: 20 and 400 (fast 1,500). `own`: the numbers given.
 */
export const SPEED_MODES = ['careful', 'normal', 'fast', 'own'] as const;
export type SpeedMode = (typeof SPEED_MODES)[number];

export const Pace = Type.Object(
  {
    mode: Type.Enum(SPEED_MODES),
    /** Messages in any rolling minute; only with `own`. */
    perMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    /** Recipients in any rolling 24 hours, cc and bcc included; only with `own`, null: no limit. */
    perDay: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 10_000_000 }), Type.Null()])),
  },
  { additionalProperties: false },
);
export type Pace = Static<typeof Pace>;

/** What holds for a mailbox now. */
export const PaceView = Type.Object({
  mode: Type.Enum(SPEED_MODES),
  perMinute: Type.Integer(),
  perDay: Type.Union([Type.Integer(), Type.Null()]),
  /** Recipients of the last 24 hours. */
  usedToday: Type.Integer(),
});
export type PaceView = Static<typeof PaceView>;

/**
 * For messages that were certainly not sent and whose mail server named no time to wait: connection refused, token service
 * down, SMTP 4yz before the final dot. A wait that was asked for costs no attempt. What is in doubt is never sent again.
 */
export const RetryPolicy = Type.Object(
  {
    /** `none`: such a message is given up at once. `status`: tried again only for `statusCodes`. */
    mode: Type.Enum(['none', 'any', 'status']),
    statusCodes: Type.Array(Type.Integer({ minimum: 400, maximum: 599 }), { maxItems: 50 }),
    /** Attempts after the first one. */
    countMax: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Each wait twice as long as the one before. */
    multiplyWait: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type RetryPolicy = Static<typeof RetryPolicy>;

export const STANDARD_RETRY: RetryPolicy = { mode: 'any', statusCodes: [429, 503], countMax: 5, multiplyWait: true };

const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', examples: ['09:00'] });

/** Mails leave only within these hours. */
export const SendWindow = Type.Object(
  {
    /** 1 = Monday … 7 = Sunday. */
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7 }),
    /** `09:00`; `to` may be before `from`: over midnight. */
    from: ClockTime,
    to: ClockTime,
    /** IANA name, such as Europe/Berlin. */
    timeZone: Type.String({ minLength: 1, maxLength: 60 }),
  },
  { additionalProperties: false },
);
export type SendWindow = Static<typeof SendWindow>;

/** When a campaign's mails leave. */
export const SendingPlan = Type.Object(
  {
    window: Type.Union([SendWindow, Type.Null()]),
    /** Column with a time of its own for each row; rows without one leave when it is their turn. */
    timeColumn: Type.Union([Type.String(), Type.Null()]),
    /** IANA name: whose wall clock times without a zone mean; null: the window's, else UTC. */
    timeZone: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type SendingPlan = Static<typeof SendingPlan>;

export const PLAIN_SENDING: SendingPlan = { window: null, timeColumn: null, timeZone: null };
