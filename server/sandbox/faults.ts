/**
 * Scripted answers: "the next n requests to this route fail like that". Never random, and used up in the order given.
 */
export interface Fault {
  /** Answer with this status. By itself the request is not carried out; see `taken`. */
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. Without it, an error in the service's own shape. */
  body?: unknown;
  /** Hold the answer back. The request itself is carried out at once, unless `status` or `cut: 'before'` prevents it. */
  delayMs?: number;
  /** Destroy the connection: `before` the request is carried out, or `after` it was, but before the answer. */
  cut?: 'before' | 'after';
  /** With `status`: carry the request out first (the mail is delivered), then answer with the status all the same. */
  taken?: boolean;
}

export interface PendingFault {
  route: string;
  fault: Fault;
  left: number;
}

export interface Faults {
  /**
   * `route` is `METHOD /path`; `{tenant}` stands for any tenant, `send` alone for sending a mail, at Microsoft or at Google.
   * Throws where no such route exists.
   */
  next(route: string, fault: Fault, times?: number): void;
  clear(): void;
  pending(): PendingFault[];
}

export interface FaultQueue extends Faults {
  /** The routes that exist, to tell a slip of the pen at once. */
  know(route: string): void;
  known(): string[];
  /** The fault for this request, used up by asking. `path` lets a fault name one tenant only. */
  take(route: string, path: string): Fault | undefined;
}

/** `POST /common/x` and `POST /:tenant/x` and `POST /{tenant}/x` are spelled differently by different people. */
export const routeName = (route: string) => route.trim().replace(/:([a-zA-Z]+)/g, '{$1}');

const SEND = 'send';
/** Each of them is the one request after which a mail is on its way. */
const SENDS = [
  'POST /v1.0/me/sendMail',
  'POST /v1.0/me/messages/{id}/send',
  'POST /gmail/upload/gmail/v1/users/me/messages/send',
  'POST /gmail/gmail/v1/users/me/messages/send',
];

export const isSend = (route: string) => SENDS.some((each) => same(each, routeName(route)));

export function createFaults(): FaultQueue {
  const known = new Set<string>([SEND]);
  let queue: PendingFault[] = [];
  return {
    know: (route) => known.add(routeName(route)),
    known: () => [...known].toSorted(),
    next(route, fault, times = 1) {
      const name = routeName(route);
      if (![...known].some((each) => fits(each, name)))
        throw new Error(`The sandbox has no route "${name}". It has: ${[...known].join(', ')}`);
      if (!Number.isInteger(times) || times < 1) throw new Error(`"times" must be a whole number from 1, not ${times}`);
      queue.push({ route: name, fault, left: times });
    },
    clear() {
      queue = [];
    },
    pending: () => queue.map((each) => ({ ...each })),
    take(route, path) {
      const method = route.slice(0, route.indexOf(' '));
      const names = [routeName(route), `${method} ${path}`];
      if (isSend(route)) names.push(SEND);
      const found = queue.find((each) => names.some((name) => same(each.route, name)));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left === 0) queue = queue.filter((each) => each !== found);
      return found.fault;
    },
  };
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Whether a route as registered (`POST /{tenant}/x`) covers a route as written (`POST /common/x`). */
function fits(registered: string, written: string): boolean {
  const escaped = registered.replace(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${escaped}$`, 'i').test(written);
}
