import { describe, expect, test } from '@jest/globals';
import { readConnectMessage } from '../../addin/office/connectMessage.ts';
import { isDesktop, loadOfficeMessenger } from '../../addin/office/dialogMessenger.ts';

describe('the last page of the connection window', () => {
  test('hands the outcome to its opener, only to our own origin', async () => {
    const posted: unknown[][] = [];
    Object.assign(document.body.dataset, { status: 'failed', connectId: 'c1', email: '', code: '', host: 'browser' });
    window.opener = { postMessage: (...args: unknown[]) => void posted.push(args) };
    await import('../../addin/dialog/finish.ts');
    expect(posted).toHaveLength(1);
    const [[data, origin] = []] = posted;
    expect(origin).toBe(window.location.origin);
    expect(readConnectMessage(data)).toEqual({ source: 'mergepost', status: 'failed', connectId: 'c1', email: null, code: null });
  });

  // The new Outlook and Teams show Office on the web in a web view, whose objects look like those of Word on a computer.
  test.each([
    ['a browser', {}],
    ['a web view on Windows', { chrome: { webview: {} } }],
    ['a web view on a Mac', { webkit: { messageHandlers: {} } }],
  ])('on Office on the web in %s, without an opener, office.js is not loaded: it would close the page', async (_, view) => {
    const page = {
      ...view,
      opener: null,
      document: {
        createElement: () => {
          throw new Error('must not be loaded');
        },
      },
    };
    expect(await loadOfficeMessenger(page as unknown as Window, 'office-web')).toBeNull();
  });

  test('in Word on a computer it is loaded without an opener, and a page that Office does not know has no way', async () => {
    const listeners = new Map<string, () => void>();
    const script = { src: '', addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener) };
    const head = { append: () => listeners.get('load')?.() };
    const page = { chrome: { webview: {} }, opener: null, document: { createElement: () => script, head } };
    Object.assign(globalThis, { Office: { onReady: async () => ({ host: null, platform: null }), context: {} } });
    try {
      expect(await loadOfficeMessenger(page as unknown as Window, 'office')).toBeNull();
      expect(script.src).toBe('https://appsforoffice.microsoft.com/lib/1/hosted/office.js');
    } finally {
      Reflect.deleteProperty(globalThis, 'Office');
    }
  });

  test('where office.js cannot be loaded there is no way, and no error', async () => {
    const listeners = new Map<string, () => void>();
    const script = { src: '', addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener) };
    const head = { append: () => listeners.get('error')?.() };
    const page = { opener: {}, document: { createElement: () => script, head } };
    expect(await loadOfficeMessenger(page as unknown as Window, 'office')).toBeNull();
    expect(script.src).toBe('https://appsforoffice.microsoft.com/lib/1/hosted/office.js');
  });

  test.each([
    ['a browser', { chrome: {} }, false],
    ['WebView2 on Windows', { chrome: { webview: {} } }, true],
    ['WKWebView on Mac', { webkit: { messageHandlers: {} } }, true],
  ])('%s', (_, page, desktop) => {
    expect(isDesktop(page as unknown as Window)).toBe(desktop);
  });
});
