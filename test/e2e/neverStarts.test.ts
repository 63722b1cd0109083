/** Where no script of the pane runs (a web view of an Office that is too old, files that do not come) a sentence says so after a while. */
import { expect, test } from '@jest/globals';
import { onFakeApi } from '../support/onFakeApi.ts';

const running = onFakeApi();

test.each([
  ['/pane.html', 'Mergepost has not started yet.'],
  ['/de/pane.html', 'Mergepost ist noch nicht gestartet.'],
  ['/office/taskpane.html', 'Mergepost has not started yet.'],
  ['/de/office/taskpane.html', 'Mergepost ist noch nicht gestartet.'],
])('%s', async (path, sentence) => {
  const { api, browser } = running();
  const page = await (await browser.newContext()).newPage();
  await page.route('**/*.js', (route) => route.abort());
  await page.goto(`${api.origin}${path}`);
  const words = page.getByText(sentence);
  // A pane that only takes its time shows nothing of it.
  expect(await words.isVisible()).toBe(false);
  await page.evaluate('document.getAnimations().forEach((each) => each.finish())');
  expect(await words.isVisible()).toBe(true);
  expect(await page.getByRole('link').getAttribute('href')).toBe('/');
  await page.setViewportSize({ width: 320, height: 480 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await page.context().close();
});

test('a pane that starts leaves nothing of it', async () => {
  const { api, browser } = running();
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${api.origin}/pane.html`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByText('Mergepost has not started yet.').count()).toBe(0);
  await page.context().close();
});
