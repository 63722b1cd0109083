/** A part of the pane that the server no longer has, as after an update: a sentence and a button, and everything is there again. */
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { onFakeApi } from '../support/onFakeApi.ts';
import type { Scene } from '../support/paneScene.ts';
import { LOOKS, openScene, see } from '../support/paneScene.ts';
import { axe, LOOK } from '../support/testScenes.ts';

const PARTS = '**/static/*.js';
const home: Scene = { until: see('A letter, a list, and everybody gets their own mail.') };

const running = onFakeApi();

async function openHome(): Promise<Page> {
  const { api, browser } = running();
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  await openScene({ api, page }, home, LOOKS[0]);
  return page;
}

const ENDS = {
  'is gone': (page: Page) => page.route(PARTS, (route) => route.fulfill({ status: 404, body: 'Not found' })),
  'does not come': (page: Page) => page.route(PARTS, (route) => route.abort()),
};

test.each(Object.entries(ENDS))('a part that %s', async (_, end) => {
  const page = await openHome();
  await end(page);
  await page.getByRole('button', { name: 'Mailboxes' }).click();
  const title = page.getByRole('heading', { name: 'A part of Mergepost could not be loaded' });
  await title.waitFor();
  const again = page.getByRole('button', { name: 'Load again' });
  expect(await again.evaluate('document.activeElement.textContent')).toBe('Load again');
  await page.evaluate(axe);
  expect(await page.evaluate(LOOK)).toMatchObject({ violations: [], sideways: 0, moving: 0 });
  await page.unroute(PARTS);
  await again.click();
  // The pane remembers the screen that was wanted.
  await page.getByRole('heading', { level: 1, name: 'Mailboxes' }).waitFor();
  await page.context().close();
});
