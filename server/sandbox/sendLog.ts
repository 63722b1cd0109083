import type { FastifyRequest } from 'fastify';
import type { Fault } from './faults.ts';
import type { MailContent } from './takeJsonMail.ts';

/**
 * One request that sends a mail, as the wire saw it. Times in milliseconds since 1970, by this computer's clock: they are
 * compared with those of other processes (when was the client killed?), so the sandbox's own clock has no say here.
 */
export interface SendRequest {
  /** Counts from 1, in the order of arrival. */
  number: number;
  route: string;
  /** Number of the TCP connection, from 1: more than one request on it means that the client kept it open. */
  connection: number;
  /** The whole request was here. */
  arrivedAt: number;
  /** Whose mailbox; unknown while, and where, the access token was not looked at. */
  mailbox?: string;
  /** Receivers of the mail, once it could be read. */
  to?: string[];
  /** Value of its header `x-mergepost-id`, where it has one. */
  marker?: string;
  /** Immutable id of the draft that it sends. */
  draft?: string;
  /** The mail was taken: it arrives, whatever the client gets to hear. */
  takenAt?: number;
  /** The last byte of the answer was handed to the connection; absent: there was none (yet). */
  answeredAt?: number;
  status?: number;
  /** The connection ended without a whole answer: the client has gone, or a fault cut it. */
  lostAt?: number;
  /** The scripted fault that this request met. */
  fault?: Fault;
}

export interface SendLog {
  arrived(request: FastifyRequest, route: string): void;
  met(request: FastifyRequest, fault: Fault): void;
  from(request: FastifyRequest, mailbox: string): void;
  /** @param draft immutable id */
  read(request: FastifyRequest, mail: Pick<MailContent, 'to' | 'cc' | 'bcc' | 'headers'>, draft?: string): void;
  taken(request: FastifyRequest): void;
  ended(request: FastifyRequest, status: number, whole: boolean): void;
  all(): SendRequest[];
  /** Those without an answer right now. */
  inFlight(): SendRequest[];
  clear(): void;
}

/** More than any test sends; a sandbox that runs for weeks forgets the oldest. */
const KEPT = 50_000;

/** @param now milliseconds since 1970 */
export function createSendLog(now: () => number = Date.now): SendLog {
  const entries = new WeakMap<FastifyRequest, SendRequest>();
  const connections = new WeakMap<object, number>();
  let connection = 0;
  let number = 0;
  let list: SendRequest[] = [];
  const connectionOf = (socket: object): number => {
    const known = connections.get(socket);
    if (known !== undefined) return known;
    connection += 1;
    connections.set(socket, connection);
    return connection;
  };
  const note = (request: FastifyRequest, more: Partial<SendRequest>): void => {
    const entry = entries.get(request);
    if (entry !== undefined) Object.assign(entry, more);
  };
  return {
    arrived(request, route) {
      number += 1;
      const entry = { number, route, connection: connectionOf(request.raw.socket), arrivedAt: now() };
      entries.set(request, entry);
      list.push(entry);
      if (list.length > KEPT * 1.1) list = list.slice(-KEPT);
    },
    met: (request, fault) => note(request, { fault }),
    from: (request, mailbox) => note(request, { mailbox }),
    read(request, { to, cc, bcc, headers }, draft) {
      const marker = headers.find(({ name }) => name.toLowerCase() === 'x-mergepost-id')?.value;
      const all = [...to, ...cc, ...bcc].map((each) => each.address);
      note(request, { to: all, ...(marker !== undefined && { marker }), ...(draft !== undefined && { draft }) });
    },
    taken: (request) => note(request, { takenAt: now() }),
    ended: (request, status, whole) => note(request, whole ? { answeredAt: now(), status } : { lostAt: now() }),
    all: () => list.map((each) => ({ ...each })),
    inFlight: () =>
      list.filter((each) => each.answeredAt === undefined && each.lostAt === undefined).map((each) => ({ ...each })),
    clear() {
      list = list.filter((each) => each.answeredAt === undefined && each.lostAt === undefined);
    },
  };
}
