/** The sending engine, put together. */
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import type { MailMessage } from '../mail/message.ts';
import { breaker } from './breaker.ts';
import { lookAround } from './lookAround.ts';
import { type AskedFor, doubtsOf } from './lookUpDoubts.ts';
import { type LeftDraft, leftDrafts } from './leftDrafts.ts';
import { letterTrouble } from './letterTrouble.ts';
import { mailboxPace } from './mailboxPace.ts';
import { mailboxTurns } from './mailboxTurn.ts';
import { isThere } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { outboxLag } from './outboxLag.ts';
import { createSender, giveBack, type SenderDeps } from './sender.ts';
import { type SingleMessage, singleMessage } from './singleMessage.ts';
import { type OneFacts, sendOne, type SentOne } from './sendOne.ts';
import { stopMailboxWork } from './stopMailboxWork.ts';

export interface Outbox {
  /** After the migrations, before the server listens. */
  start(): Promise<void>;
  /** Finishes what is on its way; new messages are refused with SHUTTING_DOWN. */
  stop(): Promise<void>;
  /** One message now (see sendOne). */
  sendOne(
    account: SendingAccount,
    kind: 'send' | 'test',
    message: Omit<MailMessage, 'markerId'>,
    facts?: OneFacts,
  ): Promise<SentOne>;
  /** What became of a message of that person's that was sent by itself; undefined: there is none of that id. */
  single(userId: string, id: string): Promise<SingleMessage | undefined>;
  /** Whether a message of that id was begun. */
  isThere(id: string): Promise<boolean>;
  /** There may be something to send for this mailbox. */
  wake(mailbox: string): void;
  /**
   * Something about this mailbox changed that its sender may have in memory: campaigns started, paused or cancelled, rows that wait
   * again, settings, pace. What was read ahead is dropped, and its sender looks again.
   */
  changed(mailbox: string): void;
  /** For accounts: a mailbox is being disconnected. */
  stopMailboxWork(accountId: string, reason: string): Promise<void>;
  /** A person wants to know what became of a campaign's mails in doubt (see lookUpDoubts.ts). */
  lookUpDoubts(campaignId: string): Promise<AskedFor>;
  /** Drafts of messages that were cancelled: they are taken out of Drafts, as far as that can be done. */
  discardDrafts(left: readonly LeftDraft[]): void;
  /** Seconds the message that is longest on its way has been so; 0 where none is. */
  lagSeconds(): Promise<number>;
}

const SHUTTING_DOWN = 'The server is being restarted. Nothing was sent; try again in a minute.';

export function createOutbox(deps: OutboxDeps): Outbox {
  const life = { stopping: false };
  const pace = mailboxPace({
    db: deps.db,
    now: deps.now,
    limitsOf: (mailbox) => deps.accounts.limitsOf(mailbox),
    ...(deps.monotonic && { monotonic: deps.monotonic }),
  });
  const turns = mailboxTurns();
  const drafts = leftDrafts(deps);
  const doubtful = (at: number): void => doubts.expect(at);
  const lanes: SenderDeps = {
    ...deps,
    pace,
    turns,
    life,
    breaker: breaker(deps.pauseAfterFailures),
    trouble: letterTrouble(),
    doubtful,
    leftDraft: drafts.discard,
  };
  const sender = createSender(lanes);
  const doubts = doubtsOf({ ...deps, waiting: changed, leftDraft: drafts.discard });
  const around = lookAround(deps);
  const onTheirWay = new Set<Promise<unknown>>();

  async function sendOneNow(...[account, kind, message, facts = {}]: Parameters<Outbox['sendOne']>): Promise<SentOne> {
    if (life.stopping) throw new AppError('SHUTTING_DOWN', SHUTTING_DOWN);
    const lane = sender.laneOf(account.mailbox);
    const sending = turns.take(account.mailbox, () => sendOne(lanes, lane, { account, kind, message, ...facts }));
    onTheirWay.add(sending);
    try {
      return await sending;
    } finally {
      onTheirWay.delete(sending);
    }
  }

  function changed(mailbox: string): void {
    pace.forget(mailbox);
    sender.changed(mailbox);
    deps.queue.wake(mailbox);
  }

  return {
    async start() {
      await sender.start();
      doubts.start();
      around.start();
    },
    async stop() {
      life.stopping = true;
      await around.stop();
      await doubts.stop();
      await drafts.stop();
      await sender.stop();
      await Promise.allSettled(onTheirWay);
      await giveBack(deps);
    },
    sendOne: sendOneNow,
    single: (userId, id) => singleMessage(deps.db, userId, id),
    isThere: (id) => isThere(deps.db, id),
    wake: (mailbox) => deps.queue.wake(mailbox),
    changed,
    async stopMailboxWork(accountId, reason) {
      await stopMailboxWork(deps, accountId, reason);
      sender.changed();
    },
    lookUpDoubts: (campaignId) => doubts.ask(campaignId),
    discardDrafts: (left) => left.forEach((each) => drafts.discard(each, deps.now())),
    lagSeconds: () => outboxLag(deps.db, deps.now()),
  };
}
