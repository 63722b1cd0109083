/** Every scene in a real browser, narrow and light, with forced colours, then wide and dark: accessible, nothing cut off, no error. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { onFakeApi } from './onFakeApi.ts';
import type { Scene } from './paneScene.ts';
import { LOOKS, openScene, wear } from './paneScene.ts';
import { underForce } from './underForce.ts';

/** The library, as a script for the page. */
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/**
 * The ground is looked at too, so that a pane that did not become dark is not called accessible in the dark. Nothing moves, as these
 * people asked for; but what turns turns, slowly. (Fluent makes its transitions last a hundredth of a millisecond for them.)
 */
export const LOOK = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, iframes: false }).then(({ violations }) => ({
  violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')),
  sideways: Math.max(
    document.documentElement.scrollWidth - innerWidth,
    ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth),
  ),
  moving: document.getAnimations()
    .filter(({ playState, effect }) => playState === 'running' && !effect.target.closest('[role=progressbar]'))
    .filter(({ effect }) => effect.getComputedTiming().duration > 1).length,
  ground: getComputedStyle(document.querySelector('.fui-FluentProvider')).backgroundColor.match(/\\d+/g)
    .slice(0, 3).every((part) => part > 127) ? 'light' : 'dark',
}))`;

/**
 * One page shows all scenes after each other: a new one for each would start another process of the browser and read all
 * scripts anew, which takes three times as long as the scene.
 */
export function testScenes(scenes: Record<string, Scene>): void {
  const running = onFakeApi();
  let spare: Page | undefined;

  test.each(Object.keys(scenes))('%s', async (name) => {
    const { api, browser } = running();
    const page = spare ?? (await aPage(browser));
    // A page whose scene failed is not used again.
    spare = undefined;
    const errors: string[] = [];
    const note = (error: Error) => errors.push(error.message);
    page.on('pageerror', note);
    await openScene({ api, page }, scenes[name] as Scene, LOOKS[0]);
    await page.evaluate(axe);
    for (const look of LOOKS) {
      await wear(page, look);
      expect([look, await page.evaluate(LOOK)]).toEqual([look, { violations: [], sideways: 0, moving: 0, ground: look.scheme }]);
      if (look === LOOKS[0]) expect(await underForce(page)).toEqual([]);
    }
    expect(errors).toEqual([]);
    page.off('pageerror', note);
    for (const other of page.context().pages()) if (other !== page) await other.close();
    spare = page;
  });
}

async function aPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB' });
  return context.newPage();
}
