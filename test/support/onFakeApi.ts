/** The stand-in and a browser, for all tests of a file. */
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aBrowser } from './aBrowser.ts';
import type { FakeApi } from './fakeApi.ts';
import { startFakeApi } from './fakeApi.ts';
import { PANE_DIST } from './paneScene.ts';

/** Answers what is there while a test of the file runs. */
export function onFakeApi(): () => { api: FakeApi; browser: Browser } {
  let api: FakeApi;
  let browser: Browser;
  beforeAll(async () => {
    api = await startFakeApi({ dist: PANE_DIST });
    browser = await aBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });
  return () => ({ api, browser });
}
