/**
 * SMTP with access tokens as a wire. One connection per mailbox is kept between messages and closed when it was idle.
 * It is used again only with the token it was opened with: a newer token opens a new one, at most once an hour, and nobody
 * sends over a login that another token earned.
 */
import { Readable } from 'node:stream';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { foldLine } from './foldLine.ts';
import { LEASE_OVER } from './leaseOver.ts';
import { madeAhead } from './madeAhead.ts';
import type { Credentials, MailTransport, SendHooks } from './mailTransport.ts';
import { type MimeMessage, mimeMessage } from './mimeMessage.ts';
import type { SendOutcome } from './sendOutcome.ts';
import { smtpOutcome } from './smtpOutcome.ts';
import { openSmtp, type SmtpSession, type SmtpWays } from './smtpSession.ts';
import { oneLine, type SmtpStage, smtpTrouble } from './smtpTrouble.ts';

export interface SmtpDeps extends SmtpWays {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a connection waits for the next message, in milliseconds. */
  idleMs: number;
  /** For a whole message, connecting and login included, in milliseconds: what has no answer by then is given up. */
  messageTimeoutMs: number;
}

export interface ClosableTransport extends MailTransport {
  /** Ends idle connections. */
  close: () => Promise<void>;
}

/** Servers close a connection after some number of messages (Exim: 1,000); one that has had enough sooner says so (`spent`). */
const MESSAGES_MAX = 1000;
/** A connection that took a message so short a time ago still stands; one that does not is found out at the first command. */
const FRESH_MS = 1000;

export function smtpTransport(deps: SmtpDeps): ClosableTransport {
  const kept = keptSessions(deps);
  const made = madeAhead((message, as) => mimeMessage(message, as, { date: deps.clock(), keepBcc: false }), deps.clock);
  return {
    prepare: made.prepare,
    send: async (message, as, hooks) => {
      const mime = await made.of(message, as);
      const limit = timeLimit(deps.messageTimeoutMs);
      try {
        const opened = await open(deps, kept, as, limit);
        return 'outcome' in opened ? opened.outcome : await sendOver({ deps, kept, limit }, opened, mime, hooks);
      } finally {
        limit.stop();
      }
    },
    close: kept.close,
  };
}

interface Sending {
  deps: SmtpDeps;
  kept: KeptSessions;
  limit: TimeLimit;
}

/**
 * Only the final dot can lead to a delivery. So the mark is made while the server is told about the message, and its first byte
 * waits until the mark is there and is allowed once more in that turn.
 */
async function sendOver(sending: Sending, opened: Login, mime: MimeMessage, hooks: SendHooks = {}): Promise<SendOutcome> {
  const leave = leaving(hooks);
  const { outcome, spent } = await carry(sending, opened, mime, leave);
  if (!spent) return outcome;
  // The connection had been used before and was at its end: not a byte of the message was handed out.
  const anew = await connect(sending.deps, opened, sending.limit);
  return 'outcome' in anew ? anew.outcome : (await carry(sending, anew, mime, leave)).outcome;
}

interface Leaving {
  /** Rejects where the mark could not be made. */
  marked: Promise<void>;
  mayWrite: () => boolean;
}

function leaving({ beforeBytes, mayWrite }: SendHooks): Leaving {
  const marked = Promise.resolve(beforeBytes?.({}));
  // Whoever sends waits for it, too, and gets its failure.
  marked.catch(() => undefined);
  return { marked, mayWrite: () => mayWrite?.() !== false };
}

/** `spent`: nothing was sent, because the server had had enough of this connection. */
async function carry({ kept, limit }: Sending, opened: Login, mime: MimeMessage, leave: Leaving) {
  const { outcome, clean, broken, midway } = await transmit(opened.session, mime, leave);
  if (clean) kept.keep({ ...opened, messages: opened.messages + 1, tidy: outcome.kind === 'accepted' });
  else if (midway || limit.isOver()) opened.session.cut();
  else void opened.session.quit();
  // Whatever became of it: a message without its mark was none.
  await leave.marked;
  return { outcome, spent: broken && opened.messages > 0 && !limit.isOver() };
}

type TimeLimit = ReturnType<typeof timeLimit>;

/** Cuts the connection of a message when its time is over, however far it is. */
function timeLimit(ms: number) {
  let cut: (() => void) | undefined;
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    cut?.();
  }, ms);
  return {
    isOver: (): boolean => over,
    holds: (connection: () => void): void => {
      cut = connection;
      if (over) cut();
    },
    stop: (): void => clearTimeout(timer),
  };
}

/** A connection that is logged in. */
interface Login {
  session: SmtpSession;
  address: string;
  accessToken: string;
  messages: number;
  /** False after a message that was refused on its way: it must be taken back (RSET) before the next one. */
  tidy: boolean;
}

async function open(
  deps: SmtpDeps,
  kept: KeptSessions,
  as: Credentials,
  limit: TimeLimit,
): Promise<Login | { outcome: SendOutcome }> {
  const known = await kept.take(as.address, as.accessToken);
  if (!known) return connect(deps, as, limit);
  limit.holds(known.session.cut);
  return known;
}

/** Nothing is said about the message here, so whatever fails has sent nothing. */
async function connect(
  deps: SmtpDeps,
  { address, accessToken }: Pick<Credentials, 'address' | 'accessToken'>,
  limit: TimeLimit,
): Promise<Login | { outcome: SendOutcome }> {
  let stage: SmtpStage = 'connect';
  let session: SmtpSession | undefined;
  try {
    session = await openSmtp(deps, { began: limit.holds });
    stage = 'login';
    await session.login({ address, accessToken });
    return { session, address, accessToken, messages: 0, tidy: true };
  } catch (error) {
    void session?.quit();
    return { outcome: smtpOutcome(smtpTrouble(error, stage)) };
  }
}

/**
 * `clean`: the connection may take another message. `broken`: it ended, or was said to end (421), before the server was ready
 * for the message. `midway`: the server still waits for the message, or the rest of it, and would take a goodbye for that.
 */
async function transmit(
  session: SmtpSession,
  mime: MimeMessage,
  { marked, mayWrite }: Leaving,
): Promise<{ outcome: SendOutcome; clean: boolean; broken: boolean; midway: boolean }> {
  let late = false;
  const body = bodyOf(mime.bytes, marked, () => {
    late = !mayWrite();
    return !late;
  });
  try {
    const info = await session.send({ ...mime.envelope, size: mime.bytes.length }, body);
    // A server that takes a message before its end has not taken this one whole; and what is no reply takes nothing.
    if (!body.readableEnded || !TAKEN.test(info.response))
      return { outcome: smtpOutcome({ stage: 'dot', code: 'EPROTOCOL' }), clean: false, broken: false, midway: true };
    return { outcome: accepted(info, mime.messageId), clean: true, broken: false, midway: false };
  } catch (error) {
    if (late) return { outcome: LEASE_OVER, clean: false, broken: false, midway: true };
    const stage = stageOf(body);
    const trouble = smtpTrouble(error, stage);
    const outcome = smtpOutcome(trouble);
    const refused = trouble.reply !== undefined && !trouble.reply.startsWith('421') && outcome.kind !== 'reconnect';
    const broken = stage === 'envelope' && (trouble.reply?.startsWith('421') ?? outcome.kind === 'later');
    // Only what keeps the message back breaks it off with an error.
    return { outcome, clean: refused && stage !== 'body', broken, midway: stage === 'body' || body.errored !== null };
  }
}

/** nodemailer looks at the first digit alone. */
const TAKEN = /^2\d\d(?:[ -]|$)/;

/** nodemailer reads the message only after 354, and writes the final dot only after its end was read. */
function stageOf(body: Readable): SmtpStage {
  if (!body.readableDidRead) return 'envelope';
  return body.readableEnded ? 'dot' : 'body';
}

const CHUNK = 16 * 1024;

/** In pieces, so that how much was read says how much can have been written. `mayBegin` is asked before the first one, once `marked`. */
function bodyOf(bytes: Buffer, marked: Promise<void>, mayBegin: () => boolean): Readable {
  let at = 0;
  const give = (body: Readable): void => {
    const piece = bytes.subarray(at, at + CHUNK);
    at += piece.length;
    body.push(piece.length === 0 ? null : piece);
  };
  return new Readable({
    highWaterMark: CHUNK,
    read() {
      if (at > 0) return give(this);
      const begin = (): void => (mayBegin() ? give(this) : void this.destroy(new Error('The message may not leave any more.')));
      marked.then(begin, (error: Error) => void this.destroy(error));
    },
  });
}

/** Exchange puts its own Message-ID in place of ours and names it in its reply. */
function accepted(info: SMTPConnectionSendInfo, messageId: string): SendOutcome {
  const errors = info.rejectedErrors ?? [];
  const refused = errors.map(({ recipient, response }) => `${foldLine(recipient ?? 'somebody')} (“${oneLine(response ?? '')}”)`);
  const isForNow = errors.every(({ response }) => response?.startsWith('4'));
  const step = isForNow ? 'Wait an hour, then send it to them alone.' : 'Correct these addresses and send it to them alone.';
  const remark = `The mail server took this mail, but not for ${refused.join(', ')}. ${step}`;
  return {
    kind: 'accepted',
    providerId: info.serverMessageId ?? messageId,
    idKind: 'internet',
    ...(refused.length > 0 && { remark }),
  };
}

type KeptSessions = ReturnType<typeof keptSessions>;

function keptSessions({ idleMs, clock }: Pick<SmtpDeps, 'idleMs' | 'clock'>) {
  const waiting = new Map<string, Login & { timer: NodeJS.Timeout; since: number }>();
  const takeOut = (address: string) => {
    const known = waiting.get(address);
    clearTimeout(known?.timer);
    waiting.delete(address);
    return known;
  };
  return {
    /** A login that still stands, or undefined. It is nobody else's until it is kept again. */
    take: async (address: string, accessToken: string): Promise<Login | undefined> => {
      const known = takeOut(address);
      if (known === undefined) return undefined;
      const fits = known.accessToken === accessToken && known.messages < MESSAGES_MAX;
      const fresh = known.tidy && Math.abs(clock() - known.since) < FRESH_MS;
      if (fits && (fresh || (await known.session.isReady()))) return known;
      void known.session.quit();
      return undefined;
    },
    keep: (login: Login): void => {
      void takeOut(login.address)?.session.quit();
      const timer = setTimeout(() => void takeOut(login.address)?.session.quit(), idleMs);
      timer.unref();
      waiting.set(login.address, { ...login, timer, since: clock() });
    },
    close: async (): Promise<void> => {
      await Promise.all([...waiting.keys()].map(async (address) => takeOut(address)?.session.quit()));
    },
  };
}
