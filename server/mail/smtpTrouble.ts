/** What nodemailer says about an SMTP dialogue that went wrong, as facts. Pure. */
import { networkFault, tlsFault } from '../network/networkFault.ts';
import { foldLine } from './foldLine.ts';

/**
 * How far it got. `connect`: until TLS stands. `envelope`: not a byte of the message was handed out. `body`: part of it,
 * and certainly not its end. `dot`: all of it, so that the server may have taken it.
 */
export type SmtpStage = 'connect' | 'login' | 'envelope' | 'body' | 'dot';

export interface SmtpTrouble {
  stage: SmtpStage;
  /** The server's answer to what it was asked, on one line; absent where the connection broke without one. */
  reply?: string;
  /** Node's code, or nodemailer's where there is none below it. */
  code: string;
  /** Which command it was about, as nodemailer names it: `MAIL FROM`, `RCPT TO`, `DATA`, `STARTTLS`, `API` … */
  command?: string;
  tls?: 'untrusted' | 'handshake';
}

const SAID_MAX = 500;

export function smtpTrouble(error: unknown, stage: SmtpStage): SmtpTrouble {
  const { code, originalCode, response, command } = (error ?? {}) as Record<string, unknown>;
  const reply = typeof response === 'string' && isAnswer(String(code), stage) ? oneLine(response) : undefined;
  const tls = tlsFault(error);
  return {
    stage,
    code: typeof originalCode === 'string' ? originalCode : networkFault(error).code,
    ...(reply !== undefined && { reply }),
    ...(typeof command === 'string' && { command }),
    ...(tls !== undefined && { tls }),
  };
}

/**
 * Not every reply in an error answers the message: one that nobody asked for (EPROTOCOL) or the torn rest of one
 * (ECONNECTION) may have come before or after the message was taken. Before there is a message none of that matters.
 */
function isAnswer(code: string, stage: SmtpStage): boolean {
  return stage === 'connect' || stage === 'login' || code === 'EENVELOPE' || code === 'EMESSAGE';
}

/** `535-5.7.8 a\n535 5.7.8 b` → `535 5.7.8 a b`. */
export function oneLine(reply: string): string {
  const [first = '', ...more] = reply.split(/\r?\n/).map(foldLine);
  const start = first.replace(/^(\d{3})-/, '$1 ');
  const prefix = /^\d{3}(?: \d\.\d{1,3}\.\d{1,3})? /.exec(start)?.[0] ?? '';
  const rest = more.map((line) => {
    const plain = line.replace(/^(\d{3})-/, '$1 ');
    return plain.startsWith(prefix) ? plain.slice(prefix.length) : plain;
  });
  return [start, ...rest].join(' ').slice(0, SAID_MAX);
}
