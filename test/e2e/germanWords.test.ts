/** The built German pane: what the server rarely says is loaded when it is to be shown, and not before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as data from '../support/fakeData.ts';
import { onFakeApi } from '../support/onFakeApi.ts';
import { LOOKS, openScene, PANE_DIST } from '../support/paneScene.ts';

const running = onFakeApi();

const REASON =
  'Paused after 5 mails in a row that did not go well, all for the same reason: The moon was full. When that is mended, resume here.';

const RARE = 'aus demselben Grund nicht hinausgingen';
const sourceOf = (url: string) => readFileSync(join(PANE_DIST, new URL(url).pathname), 'utf8');

test('why a merge paused is said in German, and what nobody translated stays English and is marked', async () => {
  const { api, browser } = running();
  const page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
  const parts = new Set<string>();
  page.on('request', (request) => parts.add(request.url()));
  const paused = { ...data.runningCampaign(Date.now()), status: 'paused' as const, pauseReason: REASON };
  const until = () => Promise.resolve();
  await openScene({ api, page }, { campaigns: [{ ...paused, pauseReason: null }], until }, LOOKS[0]);
  await page.goto(`${api.origin}/de/pane.html`);
  await page.getByText(paused.name).waitFor();
  const usual = new Set(parts);
  api.world.campaigns = [paused];
  await page.reload();
  await page.getByText('Angehalten, weil 5 E-Mails hintereinander aus demselben Grund nicht hinausgingen:').first().waitFor();
  expect(await page.locator('[lang=en]').first().textContent()).toBe(' The moon was full.');
  await page.getByText('Wenn das behoben ist, setzen Sie hier fort.').first().waitFor();
  // Others may have come meanwhile: the pane fetches what will be needed next when nothing else is to be done.
  const rare = [...parts].filter((url) => /\/static\/.*\.js$/.test(url) && sourceOf(url).includes(RARE));
  expect([rare.length, rare.filter((url) => usual.has(url))]).toEqual([1, []]);
  await page.context().close();
});
