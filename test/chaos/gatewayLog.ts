/** What the gateway notes about the requests that send a mail, in the form of the sandbox's own log. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Fault, isSend, routeName } from '../../server/sandbox/faults.ts';
import type { SendRequest } from '../../server/sandbox/sendLog.ts';

export interface Arrived {
  method: string;
  /** With its query. */
  url: string;
  path: string;
  /** `METHOD /path`, with `{id}` in place of ids. */
  route: string;
  headers: IncomingMessage['headers'];
  body: Buffer<ArrayBuffer>;
}

interface MailJson {
  toRecipients?: { emailAddress?: { address?: string } }[];
  internetMessageHeaders?: { name?: string; value?: string }[];
}

export async function readArrived(request: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = request;
  const path = url.split('?')[0] ?? '/';
  const route = routeName(`${method} ${path.replace(/^(\/v1\.0\/me\/messages\/)[^/]+/, '$1{id}')}`);
  return { method, url, path, route, headers, body: Buffer.from(Buffer.concat(chunks)) };
}

export function gatewayLog() {
  const list: SendRequest[] = [];
  /** Draft id → what its mail says about itself. */
  const drafts = new Map<string, Pick<SendRequest, 'to' | 'marker'>>();
  const connections = new Map<unknown, number>();
  return {
    all: (): SendRequest[] => list.map((each) => ({ ...each })),
    arrived(
      arrived: Arrived,
      { socket }: IncomingMessage,
      response: ServerResponse,
      fault: Fault | undefined,
    ): SendRequest | undefined {
      if (!isSend(arrived.route)) return undefined;
      if (!connections.has(socket)) connections.set(socket, connections.size + 1);
      const draft = draftIdIn(arrived.path);
      const entry: SendRequest = {
        number: list.length + 1,
        route: arrived.route,
        connection: connections.get(socket) ?? 0,
        arrivedAt: Date.now(),
        ...(draft === undefined ? factsOf(jsonOf(arrived.body)['message']) : { ...drafts.get(draft), draft }),
        ...(fault && { fault }),
      };
      list.push(entry);
      response.once('finish', () => Object.assign(entry, { answeredAt: Date.now(), status: response.statusCode }));
      response.once('close', () => {
        if (!response.writableFinished) entry.lostAt = Date.now();
      });
      return entry;
    },
    taken(entry: SendRequest | undefined, { route, body }: Arrived, answer: { body: Buffer }): void {
      if (entry) entry.takenAt = Date.now();
      if (route === 'POST /v1.0/me/messages') drafts.set(String(jsonOf(answer.body)['id']), factsOf(jsonOf(body)));
    },
  };
}

const draftIdIn = (path: string): string | undefined => {
  const [, id] = /^\/v1\.0\/me\/messages\/([^/]+)\/send$/.exec(path) ?? [];
  return id === undefined ? undefined : decodeURIComponent(id);
};

function factsOf(message: unknown): Pick<SendRequest, 'to' | 'marker'> {
  const { toRecipients = [], internetMessageHeaders = [] } = (message ?? {}) as MailJson;
  const marker = internetMessageHeaders.find((each) => each.name?.toLowerCase() === 'x-mergepost-id')?.value;
  return {
    to: toRecipients.flatMap((each) => each.emailAddress?.address ?? []),
    ...(marker !== undefined && { marker }),
  };
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
