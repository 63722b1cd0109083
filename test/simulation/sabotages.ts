/** Engines that were made worse on purpose: each must be found out. */
import type { MailTransport } from '../../server/mail/mailTransport.ts';
import type { OutboxDeps } from '../../server/outbox/outboxDeps.ts';
import type { Statement } from '../../server/storage/groupCommit.ts';
import type { RunPlan } from './runPlan.ts';
import type { Sabotage } from './world.ts';

export interface Sabotaged {
  name: string;
  sabotage: Sabotage;
  /** What the simulation must say. */
  says: RegExp;
  /** The circumstances under which it shows soonest. */
  plan?: Partial<RunPlan>;
  limitMs?: number;
}

const over = (deps: OutboxDeps, change: (wire: MailTransport) => MailTransport): OutboxDeps => ({
  ...deps,
  transportOf: (wire) => change(deps.transportOf(wire)),
});

/** Says that these statements were carried out, and does nothing. */
function lying(deps: OutboxDeps, about: (statement: Statement) => boolean): OutboxDeps {
  const { group } = deps;
  return {
    ...deps,
    group: {
      run: async (statements) => {
        const honest = statements.filter((statement) => !about(statement));
        const done = honest.length === 0 ? [] : await group.run(honest);
        return statements.map((statement) =>
          about(statement) ? { changes: 1, rows: [] } : (done.shift() ?? { changes: 0, rows: [] }),
        );
      },
    },
  };
}

const isMark = ({ sql }: Statement): boolean => /^\s*UPDATE outbox SET status = 'submitting'/i.test(sql);
/** The mark's third value is the moment before which nobody may decide. */
const atOnce = (statement: Statement): Statement =>
  isMark(statement) ? { ...statement, params: statement.params.with(2, 0) } : statement;
const isEnd = ({ sql, params }: Statement): boolean => /^\s*UPDATE outbox/i.test(sql) && params.includes('accepted');

export const SABOTAGES: readonly Sabotaged[] = [
  {
    name: 'a group commit that lies about the mark',
    sabotage: (deps) => lying(deps, isMark),
    says: /got 2 mails|is accepted|went from|end/,
  },
  {
    name: 'a group commit that lies about the end',
    sabotage: (deps) => lying(deps, isEnd),
    says: /did not come to an end|in doubt/,
    plan: { deaths: 0, perDay: null, roughMs: 8 * 60_000 },
    limitMs: 60 * 60_000,
  },
  {
    name: 'a transport that marks the row after the bytes left',
    sabotage: (deps) =>
      over(deps, (wire) => ({
        ...wire,
        async send(message, as, hooks = {}) {
          const { beforeBytes, mayWrite: _, ...rest } = hooks;
          const outcome = await wire.send(message, as, rest);
          await beforeBytes?.({});
          return outcome;
        },
      })),
    says: /got 2 mails/,
    plan: { deaths: 3, proof: 'none' },
  },
  {
    name: 'a transport that tries again by itself what is in doubt',
    sabotage: (deps) =>
      over(deps, (wire) => ({
        ...wire,
        async send(message, as, hooks) {
          const outcome = await wire.send(message, as, hooks);
          return outcome.kind === 'unknown' ? wire.send(message, as, {}) : outcome;
        },
      })),
    says: /got 2 mails/,
    plan: { proof: 'none' },
  },
  {
    name: 'a transport that calls what was refused taken',
    sabotage: (deps) =>
      over(deps, (wire) => ({
        ...wire,
        async send(message, as, hooks) {
          const outcome = await wire.send(message, as, hooks);
          return outcome.kind === 'rejected' ? { kind: 'accepted' } : outcome;
        },
      })),
    says: /is accepted, and was never taken/,
  },
  {
    name: 'a look-up that takes what was sent for unsent',
    sabotage: (deps) =>
      over(deps, (wire) => ({ ...wire, ...(wire.lookUp && { lookUp: () => Promise.resolve({ kind: 'notSent' as const }) }) })),
    says: /was looked up as not sent, and was taken/,
    plan: { proof: 'draft' },
  },
  {
    name: 'a doubt that may be decided about at once',
    sabotage: (deps) => ({ ...deps, group: { run: (statements) => deps.group.run(statements.map(atOnce)) } }),
    says: /could still be on its way/,
    plan: { proof: 'none', people: 'careful', clock: 0, rough: 2, deaths: 3 },
  },
  {
    name: 'a process that writes though its turn is over',
    sabotage: (deps) =>
      over(deps, (wire) => ({
        ...wire,
        send: (message, as, hooks) => wire.send(message, as, { ...hooks, mayWrite: () => true }),
      })),
    says: /and the turn of the mailbox was/,
    plan: { clock: 0, rough: 2, frozen: true, deaths: 0 },
  },
  {
    name: 'a pace three times as fast',
    sabotage: (deps) => ({
      ...deps,
      accounts: {
        ...deps.accounts,
        limitsOf: async (mailbox) => {
          const limits = await deps.accounts.limitsOf(mailbox);
          return { ...limits, perMinute: limits.perMinute * 3 };
        },
      },
    }),
    says: /in a minute, allowed are/,
    plan: { perMinute: 10, recipients: 30, perDay: null },
  },
  {
    name: 'a daily limit that is not kept',
    sabotage: (deps) => ({
      ...deps,
      accounts: { ...deps.accounts, limitsOf: async (mailbox) => ({ ...(await deps.accounts.limitsOf(mailbox)), perDay: null }) },
    }),
    says: /in a day, allowed are/,
    plan: { perDay: 10, recipients: 30 },
  },
];
