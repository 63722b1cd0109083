/** How a mail server greets whom it does not know yet, and whether it lets the connection be encrypted. */
import type { Socket } from 'node:net';
import { linesFrom } from './linesFrom.ts';

interface Dialogue {
  /** Matches the last line of an answer. */
  answer: RegExp;
  /** A greeting that ends the conversation. */
  refuses: RegExp;
  ask: string;
  offers: RegExp;
  begin: string;
  begun: RegExp;
}

/** RFC 5321 section 3.1 and RFC 3207; RFC 3501 sections 6.1.1 and 6.2.1. */
const DIALOGUES: Record<'smtp' | 'imap', Dialogue> = {
  smtp: {
    answer: /^\d{3}(?: .*)?\r?\n/m,
    refuses: /^[45]\d\d\b/,
    ask: 'EHLO [127.0.0.1]\r\n',
    offers: /^250[ -]STARTTLS\b/im,
    begin: 'STARTTLS\r\n',
    begun: /^220/,
  },
  imap: {
    answer: /^(?:\* (?:OK|PREAUTH|BYE)|[ab] (?:OK|NO|BAD))\b.*\r?\n/im,
    refuses: /^\* BYE\b/i,
    ask: 'a CAPABILITY\r\n',
    offers: /^\* CAPABILITY\b.*\bSTARTTLS\b/im,
    begin: 'b STARTTLS\r\n',
    begun: /^b OK\b/im,
  },
};

export interface MailGreeting {
  banner: string;
  starttls: boolean;
  /** STARTTLS was accepted: TLS may begin. */
  ready: boolean;
}

/** Rejects on the end of the connection and of the time. */
export async function mailGreeting(socket: Socket, speaks: 'smtp' | 'imap', timeoutMs: number): Promise<MailGreeting> {
  const dialogue = DIALOGUES[speaks];
  const reply = linesFrom(socket, dialogue.answer, timeoutMs);
  try {
    const banner = (await reply.next()).slice(0, 200);
    const seen = { banner: banner.split(/\r?\n/)[0] ?? '', starttls: false, ready: false };
    if (dialogue.refuses.test(banner)) return seen;
    socket.write(dialogue.ask);
    const starttls = dialogue.offers.test(await reply.next());
    if (!starttls) return seen;
    socket.write(dialogue.begin);
    return { ...seen, starttls, ready: dialogue.begun.test(await reply.next()) };
  } finally {
    reply.stop();
  }
}
