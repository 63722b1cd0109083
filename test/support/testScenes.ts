/** Every scene in a real browser, narrow and wide, light and dark: accessible, nothing cut off, no error. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { aBrowser } from './aBrowser.ts';
import type { FakeApi } from './fakeApi.ts';
import { startFakeApi } from './fakeApi.ts';
import type { Scene } from './paneScene.ts';
import { LOOKS, openScene, PANE_DIST } from './paneScene.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOK = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, iframes: false }).then(({ violations }) => ({
  violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')),
  sideways: Math.max(
    document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth),
  ),
}))`;

export function testScenes(scenes: Record<string, Scene>): void {
  let api: FakeApi;
  let browser: Browser;
  beforeAll(async () => {
    api = await startFakeApi({ dist: PANE_DIST });
    browser = await aBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await api?.close();
  });

  describe.each(LOOKS)('%d px, %s', (width, scheme) => {
    test.each(Object.keys(scenes))('%s', async (name) => {
      const errors: string[] = [];
      const page = await openScene({ api, browser }, scenes[name] as Scene, { width, scheme }, errors);
      await page.evaluate(axe);
      expect(await page.evaluate(LOOK)).toEqual({ violations: [], sideways: 0 });
      expect(errors).toEqual([]);
      await page.context().close();
    });
  });
}
