/** A story in the pane: a real Chromium against the real server, and the files a newcomer begins with. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { aBrowser } from './aBrowser.ts';
import { aServer, type TestServer } from './aServer.ts';
import { choose, openPane, type Pane, press, pressPrimary } from './paneDriver.ts';

export interface PaneStory {
  browser: Browser;
  server: TestServer;
  pane: Pane;
  close(): Promise<void>;
}

/** @param settings of the server. */
export async function aPaneStory(settings: Record<string, string> = {}, look: { width?: number } = {}): Promise<PaneStory> {
  const [browser, server] = await Promise.all([aBrowser(), aServer(settings)]);
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    return { browser, server, pane: await openPane(browser, server, look), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a sample file lies. */
export function sample(name: string): string {
  return fileURLToPath(new URL(`../../samples/${name}`, import.meta.url));
}

/** From the start page to Check, with the sample letter and the sample list. */
export async function checkSamples(page: Page): Promise<void> {
  await press(page, 'New merge');
  await choose(page, sample('letter.docx'));
  await page.getByText('13 fields').waitFor();
  await pressPrimary(page, 'Choose the list');
  await choose(page, sample('people.xlsx'));
  await page.getByText('25 people').waitFor();
  await pressPrimary(page, 'Check');
}
