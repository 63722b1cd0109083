import { describe, expect, test } from '@jest/globals';
import type { ConnectWindow, DialogUi, WindowEvent } from '../../../addin/office/dialogWindow.ts';
import { browserWindow, officeWindow } from '../../../addin/office/dialogWindow.ts';

type Handler = (event: { message?: string; origin?: string | undefined; error?: number }) => void;
const ORIGIN = 'https://localhost:3000';
const WORD = { origin: ORIGIN, platform: 'PC' };
const message = { source: 'mergepost', status: 'signed-in', connectId: 'c1', email: 'anna@contoso.com', code: 'ABCD-EFGH' };

/** Office's dialog as a plain object: `codes` are the refusals before it opens. */
function fakeUi(codes: number[] = []) {
  const handlers = new Map<string, Handler>();
  const urls: string[] = [];
  let closed = 0;
  const dialog = {
    close: () => void (closed += 1),
    addEventHandler: (type: string, handler: Handler) => void handlers.set(type, handler),
  };
  const ui: DialogUi = {
    displayDialogAsync: (url, _, done) => {
      urls.push(url);
      const code = codes.shift();
      done(code === undefined ? { status: 'succeeded', value: dialog } : { status: 'failed', error: { code } });
    },
  };
  return { ui, urls, fire: (type: string, event: Parameters<Handler>[0]) => handlers.get(type)?.(event), closed: () => closed };
}

async function opened(codes: number[] = [], platform = 'PC') {
  const office = fakeUi(codes);
  const events: WindowEvent[] = [];
  const waits: number[] = [];
  const window = officeWindow(office.ui, { ...WORD, platform }, async (ms) => void waits.push(ms))((event) => events.push(event));
  await window.show(`${ORIGIN}/start?id=c1`);
  return { ...office, events, waits, window };
}

describe("Office's dialog", () => {
  test('opens our own start page and says that it is Office', async () => {
    const { urls, events } = await opened();
    expect(urls).toEqual([`${ORIGIN}/start?id=c1&host=office`]);
    expect(events).toEqual([]);
  });

  test('on the web it says so: there its last page must not take a web view for Word on a computer', async () => {
    const { urls } = await opened([], 'OfficeOnline');
    expect(urls).toEqual([`${ORIGIN}/start?id=c1&host=office-web`]);
  });

  test('a window that is just closing (12007) is tried again', async () => {
    const { urls, events, waits } = await opened([12007, 12007]);
    expect(urls).toHaveLength(3);
    expect(waits).toEqual([500, 500]);
    expect(events).toEqual([]);
  });

  test('a window that stays open is said in the end', async () => {
    const { events } = await opened(Array.from({ length: 9 }, () => 12007));
    expect(events).toEqual([{ kind: 'trouble', code: 12007 }]);
  });

  test.each([12004, 12005, 12009, 12011, 12012, 12013, 12014])('%d at opening is told by its number', async (code) => {
    const { events } = await opened([code]);
    expect(events).toEqual([{ kind: 'trouble', code }]);
  });

  test('an Office that throws instead of answering is trouble without a number', async () => {
    const events: WindowEvent[] = [];
    const throwing: DialogUi = {
      displayDialogAsync: () => {
        throw new Error('Elevated permission is required to call the method: displayDialogAsync.');
      },
    };
    await officeWindow(throwing, WORD, () => Promise.resolve())((event) => events.push(event)).show(`${ORIGIN}/start`);
    expect(events).toEqual([{ kind: 'trouble', code: 0 }]);
  });

  test('12006 means "looks closed", other ends are trouble', async () => {
    const { events, fire } = await opened();
    fire('dialogEventReceived', { error: 12006 });
    fire('dialogEventReceived', { error: 12002 });
    expect(events).toEqual([{ kind: 'closed' }, { kind: 'trouble', code: 12002 }]);
  });

  // Its page is missing, but the window itself is there: left alone it would keep the next one from opening (12007).
  test.each([12002, 12003])('after %d the window is still there, and closed before the next one', async (code) => {
    const { fire, window, closed } = await opened();
    fire('dialogEventReceived', { error: code });
    window.close();
    expect(closed()).toBe(1);
  });

  test('an Outlook that opens windows and cannot close them (Mailbox 1.4) does not stop what comes afterwards', async () => {
    const events: WindowEvent[] = [];
    const dialog = { addEventHandler: () => undefined } as never;
    const ui: DialogUi = { displayDialogAsync: (_url, _how, done) => done({ status: 'succeeded', value: dialog }) };
    const window = officeWindow(ui, WORD, () => Promise.resolve())((event) => events.push(event));
    await window.show(`${ORIGIN}/start`);
    expect(() => window.close()).not.toThrow();
    await expect(window.show(`${ORIGIN}/start`)).resolves.toBeUndefined();
    expect(events).toEqual([]);
  });

  test('one that looks closed is not closed again', async () => {
    const { fire, window, closed } = await opened();
    fire('dialogEventReceived', { error: 12006 });
    window.close();
    expect(closed()).toBe(0);
  });

  test.each<[string, Parameters<Handler>[0], number]>([
    ['from our origin', { message: JSON.stringify(message), origin: ORIGIN }, 1],
    ['from an old Office that says no origin', { message: JSON.stringify(message) }, 1],
    ['from another origin', { message: JSON.stringify(message), origin: 'https://evil.example' }, 0],
    ['that is endless', { message: JSON.stringify({ ...message, email: 'a'.repeat(5_000_000) }), origin: ORIGIN }, 0],
    ['that is no JSON', { message: 'hello', origin: ORIGIN }, 0],
    ['of another shape', { message: '{"status":"connected"}', origin: ORIGIN }, 0],
  ])('a message %s', async (_, event, count) => {
    const { events, fire } = await opened();
    fire('dialogMessageReceived', event);
    expect(events).toHaveLength(count);
    if (count) expect(events[0]).toEqual({ kind: 'message', message });
  });

  test('closing closes it once, and what it still says is not heard', async () => {
    const { window, closed, fire, events } = await opened();
    window.close();
    window.close();
    fire('dialogMessageReceived', { message: JSON.stringify(message), origin: ORIGIN });
    fire('dialogEventReceived', { error: 12006 });
    expect([closed(), events]).toEqual([1, []]);
  });

  test('one that was left before Office had opened it is closed as soon as it is there', async () => {
    const { ui, fire, closed } = fakeUi();
    const events: WindowEvent[] = [];
    let allow = (): void => undefined;
    const asking: DialogUi = {
      displayDialogAsync: (...given) => {
        allow = () => ui.displayDialogAsync(...given);
      },
    };
    const window = officeWindow(asking, WORD, () => Promise.resolve())((event) => events.push(event));
    const shown = window.show(`${ORIGIN}/start`);
    window.close();
    allow();
    await shown;
    fire('dialogEventReceived', { error: 12006 });
    expect([closed(), events]).toEqual([1, []]);
  });

  test('one that was left while the former was still closing is not opened any more', async () => {
    const { ui, urls } = fakeUi([12007]);
    let window: ConnectWindow | null = null;
    const wait = async () => window?.close();
    const events: WindowEvent[] = [];
    window = officeWindow(ui, WORD, wait)((event) => events.push(event));
    await window.show(`${ORIGIN}/start`);
    expect([urls.length, events]).toEqual([1, []]);
  });
});

describe('a window of the browser', () => {
  function fakePage(popup: { closed: boolean; location: { href: string }; close: () => void } | null) {
    const listeners = new Set<(event: MessageEvent) => void>();
    let tick: () => void = () => undefined;
    const page = {
      open: () => popup,
      location: { origin: ORIGIN },
      addEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.add(listener),
      removeEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.delete(listener),
      setInterval: (act: () => void) => {
        tick = act;
        return 1;
      },
      clearInterval: () => undefined,
    };
    const say = (data: unknown, origin: string) => {
      for (const listener of listeners) listener({ data, origin } as MessageEvent);
    };
    return { page: page as unknown as Window, say, tick: () => tick() };
  }

  test('is led to the start page, believes only our origin, and says when it looks closed', async () => {
    const popup = { closed: false, location: { href: '' }, close: () => undefined };
    const { page, say, tick } = fakePage(popup);
    const events: WindowEvent[] = [];
    const window = browserWindow(page)((event) => events.push(event));
    await window.show(`${ORIGIN}/start`);
    expect(popup.location.href).toBe(`${ORIGIN}/start`);
    say(message, 'https://evil.example');
    say(message, ORIGIN);
    tick();
    popup.closed = true;
    tick();
    window.close();
    say(message, ORIGIN);
    expect(events).toEqual([{ kind: 'message', message }, { kind: 'closed' }]);
  });

  test('a blocked window is said', async () => {
    const events: WindowEvent[] = [];
    await browserWindow(fakePage(null).page)((event) => events.push(event)).show(`${ORIGIN}/start`);
    expect(events).toEqual([{ kind: 'trouble', code: 12011 }]);
  });
});
