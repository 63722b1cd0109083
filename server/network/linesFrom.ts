/** What the other side of a connection says, answer by answer, each with a time limit. */
import type { Socket } from 'node:net';

const ANSWER_MAX = 64 * 1024;

/** Text up to the end that `complete` finds, again and again; rejects on the end of the connection and of the time. */
export function linesFrom(socket: Socket, complete: RegExp, timeoutMs: number) {
  let text = '';
  let wake: (() => void) | undefined;
  let over: Error | undefined;
  const more = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    if (text.length > ANSWER_MAX) over = coded('EPROTOCOL');
    wake?.();
  };
  const ended = (error?: unknown): void => {
    over = error instanceof Error ? error : coded('ECONNRESET');
    wake?.();
  };
  socket.on('data', more).on('error', ended).on('close', ended);
  return {
    next: async (): Promise<string> => {
      const timer = setTimeout(() => ended(coded('ETIMEDOUT')), timeoutMs);
      try {
        for (;;) {
          const found = complete.exec(text);
          if (found) {
            const answer = text.slice(0, found.index + found[0].length);
            text = text.slice(answer.length);
            return answer;
          }
          if (over) throw over;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        clearTimeout(timer);
      }
    },
    stop: (): void => {
      socket.off('data', more).off('error', ended).off('close', ended);
    },
  };
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
