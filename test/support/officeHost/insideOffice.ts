/** What every test file inside Office stands on: one browser and one server over https, and the panes that its tests open. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aBrowser } from '../aBrowser.ts';
import type { TestServer } from '../aServer.ts';
import { aSecureServer } from './aSecureServer.ts';
import { type InOffice, type OfficeOptions, openInOffice } from './openInOffice.ts';

export interface InsideOffice {
  /** Throws before the first test. */
  server: () => TestServer;
  /** Throws before the first test. */
  browser: () => Browser;
  /** Whatever is still open when the last test has ended is closed then. */
  open: (options: Omit<OfficeOptions, 'server'>) => Promise<InOffice>;
}

export function insideOffice(settings: Record<string, string> = {}): InsideOffice {
  let browser: Browser | undefined;
  let server: TestServer | undefined;
  const panes: InOffice[] = [];
  beforeAll(async () => {
    [browser, server] = await Promise.all([aBrowser(), aSecureServer(settings)]);
  });
  afterAll(async () => {
    await Promise.all(panes.map((pane) => pane.close()));
    await browser?.close();
    await server?.close();
  });
  const begun = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('Browser and server are there once the tests begin');
    return part;
  };
  return {
    server: () => begun(server),
    browser: () => begun(browser),
    open: async (options) => {
      const pane = await openInOffice(begun(browser), { ...options, server: begun(server) });
      panes.push(pane);
      return pane;
    },
  };
}
