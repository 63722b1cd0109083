/**
 * Stands between a server and a Graph that cannot be scripted: hands requests on, plays faults, and notes when which request
 * was here. `double` is sabotage: some mails are posted twice.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createFaults, type Fault, type Faults } from '../../server/sandbox/faults.ts';
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import { type Arrived, gatewayLog, readArrived } from './gatewayLog.ts';

export interface Gateway {
  url: string;
  sends(): SendRequest[];
  script: Faults['next'];
  calm(): void;
  close(): Promise<void>;
}

const ROUTES = ['POST /v1.0/me/sendMail', 'POST /v1.0/me/messages', 'POST /v1.0/me/messages/{id}/send'];
/** Every so many-th mail. */
const DOUBLED = 10;

export async function openGateway({ target, double }: { target: string; double: boolean }): Promise<Gateway> {
  const faults = createFaults();
  for (const route of ROUTES) faults.know(route);
  const log = gatewayLog();
  let mails = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = await readArrived(request);
    const fault = faults.take(arrived.route, arrived.path);
    const entry = log.arrived(arrived, request, response, fault);
    if (fault !== undefined && (await playedBefore(fault, response))) return;
    if (arrived.route === ROUTES[0]) mails += 1;
    if (double && arrived.route === ROUTES[0] && mails % DOUBLED === 0) await handOn(target, arrived);
    const answer = await handOn(target, arrived);
    if (answer.status < 300) log.taken(entry, arrived, answer);
    if (fault !== undefined && (await playedAfter(fault, response, answer.status))) return;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends: log.all,
    script: (route, fault, times) => faults.next(route, fault, times),
    calm: () => faults.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function playedBefore(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.cut === 'after' || fault.taken === true || (fault.cut === undefined && fault.status === undefined)) return false;
  await pause(fault.delayMs ?? 0);
  if (fault.cut === 'before') response.destroy();
  else refuse(response, fault);
  return true;
}

async function playedAfter(fault: Fault, response: ServerResponse, status: number): Promise<boolean> {
  await pause(fault.delayMs ?? 0);
  if (fault.cut === 'after') response.destroy();
  else if (fault.status !== undefined && status < 400) refuse(response, fault);
  else return false;
  return true;
}

function refuse(response: ServerResponse, { status = 500, headers = {}, body }: Fault): void {
  const said = body ?? { error: { code: status === 429 ? 'ApplicationThrottled' : 'UnknownError', message: 'Scripted fault.' } };
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(said));
}

/** Headers that belong to one connection, or that fetch makes itself. */
const OWN = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);

async function handOn(target: string, { method, url, headers, body }: Arrived) {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OWN.has(name) ? [] : [[name, [value].flat().join(', ')]],
  );
  const answer = await fetch(`${target}${url}`, {
    method,
    headers: kept,
    redirect: 'manual',
    // An empty POST must say that it is empty: Graph wants Content-Length: 0.
    ...(method !== 'GET' && method !== 'HEAD' && { body }),
  });
  const said = Object.fromEntries([...answer.headers].filter(([name]) => !OWN.has(name) && name !== 'content-encoding'));
  return { status: answer.status, headers: said, body: Buffer.from(await answer.arrayBuffer()) };
}
