/**
 * SMTP with access tokens as a wire. One connection per mailbox is kept between messages and closed when it was idle.
 * It is used again only with the token it was opened with: a newer token opens a new one, at most once an hour, and nobody
 * sends over a login that another token earned.
 */
import { Readable } from 'node:stream';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { foldLine } from './foldLine.ts';
import { LEASE_OVER } from './leaseOver.ts';
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

/** Servers close a connection after some number of messages; this is below what is usual. */
const MESSAGES_MAX = 50;

export function smtpTransport(deps: SmtpDeps): ClosableTransport {
  const kept = keptSessions(deps.idleMs);
  return {
    send: async (message, as, hooks) => {
      const mime = await mimeMessage(message, as, { date: deps.clock(), keepBcc: false });
      const limit = timeLimit(deps.messageTimeoutMs);
      try {
        const opened = await open(deps, kept, as, limit);
        return 'outcome' in opened ? opened.outcome : await sendOver(opened, kept, mime, limit, hooks);
      } finally {
        limit.stop();
      }
    },
    close: kept.close,
  };
}

/**
 * The mark is made before anything is said about the message. Only its final dot can lead to a delivery, so whether it may
 * leave is asked again when the server is ready for its first byte.
 */
async function sendOver(
  opened: Login,
  kept: KeptSessions,
  mime: MimeMessage,
  limit: TimeLimit,
  hooks: SendHooks = {},
): Promise<SendOutcome> {
  try {
    await hooks.beforeBytes?.({});
  } catch (error) {
    kept.keep(opened);
    throw error;
  }
  if (hooks.mayWrite?.() === false) {
    kept.keep(opened);
    return LEASE_OVER;
  }
  const { outcome, clean } = await transmit(opened.session, mime, hooks.mayWrite);
  if (clean) kept.keep({ ...opened, messages: opened.messages + 1 });
  else if (limit.isOver()) opened.session.cut();
  else void opened.session.quit();
  return outcome;
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
}

/** Nothing is said about the message here, so whatever fails has sent nothing. */
async function open(
  deps: SmtpDeps,
  kept: KeptSessions,
  { address, accessToken }: Credentials,
  limit: TimeLimit,
): Promise<Login | { outcome: SendOutcome }> {
  const known = await kept.take(address, accessToken);
  if (known) {
    limit.holds(known.session.cut);
    return known;
  }
  let stage: SmtpStage = 'connect';
  let session: SmtpSession | undefined;
  try {
    session = await openSmtp(deps, { began: limit.holds });
    stage = 'login';
    await session.login({ address, accessToken });
    return { session, address, accessToken, messages: 0 };
  } catch (error) {
    void session?.quit();
    return { outcome: smtpOutcome(smtpTrouble(error, stage)) };
  }
}

/** `clean`: the connection may take another message. */
async function transmit(
  session: SmtpSession,
  mime: MimeMessage,
  mayWrite: SendHooks['mayWrite'],
): Promise<{ outcome: SendOutcome; clean: boolean }> {
  let late = false;
  const body = bodyOf(mime.bytes, () => {
    late = mayWrite?.() === false;
    return !late;
  });
  try {
    const info = await session.send({ ...mime.envelope, size: mime.bytes.length }, body);
    // A server that takes a message before its end has not taken this one whole.
    if (!body.readableEnded) return { outcome: smtpOutcome({ stage: 'dot', code: 'EPROTOCOL' }), clean: false };
    return { outcome: accepted(info, mime.messageId), clean: true };
  } catch (error) {
    if (late) return { outcome: LEASE_OVER, clean: false };
    const stage = stageOf(body);
    const trouble = smtpTrouble(error, stage);
    const outcome = smtpOutcome(trouble);
    const refused = trouble.reply !== undefined && !trouble.reply.startsWith('421') && outcome.kind !== 'reconnect';
    return { outcome, clean: refused && stage !== 'body' };
  }
}

/** nodemailer reads the message only after 354, and writes the final dot only after its end was read. */
function stageOf(body: Readable): SmtpStage {
  if (!body.readableDidRead) return 'envelope';
  return body.readableEnded ? 'dot' : 'body';
}

const CHUNK = 16 * 1024;

/** In pieces, so that how much was read says how much can have been written. `mayBegin` is asked before the first one. */
function bodyOf(bytes: Buffer, mayBegin: () => boolean): Readable {
  let at = 0;
  return new Readable({
    highWaterMark: CHUNK,
    read() {
      if (at === 0 && !mayBegin()) return void this.destroy(new Error('The message may not leave any more.'));
      const piece = bytes.subarray(at, at + CHUNK);
      at += piece.length;
      this.push(piece.length === 0 ? null : piece);
    },
  });
}

/** Exchange puts its own Message-ID in place of ours and names it in its reply. */
function accepted(info: SMTPConnectionSendInfo, messageId: string): SendOutcome {
  const refused = (info.rejectedErrors ?? []).map(
    ({ recipient, response }) => `${foldLine(recipient ?? 'somebody')} (“${oneLine(response ?? '')}”)`,
  );
  const remark = `The mail server took this mail, but not for ${refused.join(', ')}. Correct these addresses and send it to them alone.`;
  return {
    kind: 'accepted',
    providerId: info.serverMessageId ?? messageId,
    idKind: 'internet',
    ...(refused.length > 0 && { remark }),
  };
}

type KeptSessions = ReturnType<typeof keptSessions>;

function keptSessions(idleMs: number) {
  const waiting = new Map<string, Login & { timer: NodeJS.Timeout }>();
  const takeOut = (address: string): Login | undefined => {
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
      if (fits && (await known.session.isReady())) return known;
      void known.session.quit();
      return undefined;
    },
    keep: (login: Login): void => {
      void takeOut(login.address)?.session.quit();
      const timer = setTimeout(() => void takeOut(login.address)?.session.quit(), idleMs);
      timer.unref();
      waiting.set(login.address, { ...login, timer });
    },
    close: async (): Promise<void> => {
      await Promise.all([...waiting.keys()].map(async (address) => takeOut(address)?.session.quit()));
    },
  };
}
