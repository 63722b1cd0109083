/** The pane's surroundings for a test: a hand-written fetch, storage in memory, windows that do what the test says. */
import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Call } from '../../../addin/api/call.ts';
import { createCall } from '../../../addin/api/call.ts';
import { CallProvider } from '../../../addin/api/useCall.ts';
import type { GetNestedToken } from '../../../addin/office/nestedTokens.ts';
import type { OpenConnectWindow, WindowEvent } from '../../../addin/office/dialogWindow.ts';
import { createComeBack } from '../../../addin/session/comeBack.ts';
import { keepSession } from '../../../addin/session/keepSession.ts';
import { createNestedSession } from '../../../addin/session/nestedSession.ts';
import { createPaneStorage } from '../../../addin/session/paneStorage.ts';
import { createConnectRun } from '../../../addin/session/runConnect.ts';
import type { Pane } from '../../../addin/session/usePane.ts';
import { PaneProvider } from '../../../addin/session/usePane.ts';
import type { Route } from '../../../shared/api/route.ts';

export interface FakeRequest {
  method: string;
  url: string;
  body: unknown;
  headers: Record<string, string>;
  signal: AbortSignal | null;
}
export interface FakeAnswer {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
  /** Server-sent events in place of a body; the line then stays open. */
  events?: (string | Promise<string>)[];
}
type Responder = FakeAnswer | ((request: FakeRequest) => FakeAnswer);

/** Answers by contract; keeps what was asked. A route without an answer fails as a server that is gone does. */
export function fakeServer() {
  const answers = new Map<string, Responder>();
  const requests: FakeRequest[] = [];
  const held = new Map<string, Promise<void>>();
  const fetch = (async (url: string, init: RequestInit) => {
    const text = typeof init.body === 'string' ? init.body : null;
    const request: FakeRequest = {
      method: init.method ?? 'GET',
      url,
      body: text === null ? undefined : JSON.parse(text),
      headers: init.headers as Record<string, string>,
      signal: init.signal ?? null,
    };
    requests.push(request);
    for (const [key, responder] of answers) {
      if (!matches(key, request)) continue;
      if (held.has(key)) await held.get(key);
      return respond(typeof responder === 'function' ? responder(request) : responder);
    }
    throw new TypeError('Failed to fetch');
  }) as unknown as typeof globalThis.fetch;
  return {
    fetch,
    requests,
    /** The newest answer for a route counts. */
    on(route: Route, responder: Responder) {
      answers.set(`${route.method} ${route.path}`, responder);
    },
    /** Answers of this route wait until the function that this answers with is called. */
    hold(route: Route): () => void {
      const key = `${route.method} ${route.path}`;
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(key, promise);
      return () => {
        held.delete(key);
        resolve();
      };
    },
    asked: (route: Route) => requests.filter((request) => matches(`${route.method} ${route.path}`, request)),
  };
}
export type FakeServer = ReturnType<typeof fakeServer>;

function matches(key: string, { method, url }: FakeRequest): boolean {
  const [wanted = '', path = ''] = key.split(' ');
  const pattern = path.replace(/\./g, '\\.').replace(/:\w+/g, '[^/]+');
  return method === wanted && new RegExp(`^${pattern}$`).test(url.split('?')[0] ?? '');
}

function respond({ status = 200, body, headers = {}, events = [] }: FakeAnswer) {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    ok: status < 400,
    status,
    headers: { get: (name: string) => lower.get(name.toLowerCase()) ?? null },
    json: async () => body,
    blob: async () => new Blob([String(body)]),
    body: { getReader: () => eventReader(events) },
  };
}

function eventReader(events: readonly (string | Promise<string>)[]) {
  const left = [...events];
  return {
    read: async () => {
      const event = left.shift();
      // Nothing more comes, and nobody hangs up.
      if (event === undefined) return new Promise<never>(() => undefined);
      return { done: false, value: new TextEncoder().encode(await event) };
    },
  };
}

/** A window that only remembers; the test says what happens in it. */
export function fakeWindows() {
  const shown: string[] = [];
  let tell: (event: WindowEvent) => void = () => undefined;
  let closed = 0;
  const open: OpenConnectWindow = (onEvent) => {
    tell = onEvent;
    return {
      show: async (url) => void shown.push(url),
      close: () => {
        closed += 1;
      },
    };
  };
  return { open, shown, say: (event: WindowEvent) => tell(event), closed: () => closed };
}

/** Timers that run when the test says so. */
export function fakeTimers() {
  let waiting: { act: () => void; ms: number }[] = [];
  const later = (act: () => void, ms: number) => {
    const timer = { act, ms };
    waiting.push(timer);
    return () => {
      waiting = waiting.filter((other) => other !== timer);
    };
  };
  /** Runs what is due within `ms`, then lets promises settle. */
  const pass = async (ms: number) => {
    const due = waiting.filter((timer) => timer.ms <= ms);
    waiting = waiting.filter((timer) => timer.ms > ms);
    for (const { act } of due) act();
    await settle();
  };
  return { later, pass, count: () => waiting.length };
}

/** Pauses that end when the test says so. */
export function fakePause() {
  const { later, pass } = fakeTimers();
  return { pause: (ms: number) => new Promise<void>((resolve) => void later(resolve, ms)), pass };
}

/** Lets everything that waits for an answered promise go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    clear: () => items.clear(),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

export const NOW = Date.parse('2026-03-04T14:30:00.000Z');
export const openSessionBody = {
  token: 'secret-token',
  expiresAt: '2026-03-04T15:30:00.000Z',
  user: { id: 'u1', name: 'Anna Berger', email: 'anna.berger@contoso.com', role: 'user' as const },
};

export function paneForTest(options: { signedIn?: boolean; server?: FakeServer; getToken?: GetNestedToken } = {}) {
  const server = options.server ?? fakeServer();
  const windows = fakeWindows();
  const timers = fakeTimers();
  const storage = createPaneStorage(memoryStorage, '');
  const session = keepSession(storage, () => NOW);
  if (options.signedIn !== false) session.accept(openSessionBody);
  const call = createCall({ fetch: server.fetch, token: session.token, language: 'en', onSessionRefused: session.drop });
  const nested = options.getToken ? createNestedSession({ call, session, getToken: options.getToken }) : null;
  const connect = createConnectRun({ call, session, openWindow: windows.open, later: timers.later, nested, language: 'de' });
  const comeBack = createComeBack({ call, session, nested, storage, now: () => NOW });
  let keys = 0;
  const pane: Pane = {
    host: { name: 'browser', platform: null, storagePrefix: '', hasDialogs: false },
    origin: 'https://localhost:3000',
    storage,
    session,
    connect,
    comeBack,
    letterSource: null,
    now: () => NOW,
    newKey: () => `key-${(keys += 1)}`,
  };
  return { server, windows, timers, pane, call, connect, comeBack, session, storage };
}

export function InPane({ call, pane, children }: { call: Call; pane: Pane; children: ReactNode }) {
  return (
    <FluentProvider theme={webLightTheme}>
      <CallProvider value={call}>
        <PaneProvider value={pane}>{children}</PaneProvider>
      </CallProvider>
    </FluentProvider>
  );
}
