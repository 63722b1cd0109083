/** Letters whose look a person worked out from the markup, in a real Chromium: the mail has all of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { byHandLetters } from '../bench/fidelityByHand.ts';
import { measure } from '../bench/fidelityBench.ts';
import { ourHtml } from '../bench/fidelityLetters.ts';
import { scorePage } from '../bench/fidelityScore.ts';
import { aBrowser } from '../support/aBrowser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await aBrowser();
}, 120_000);
afterAll(() => browser.close());

test.each(byHandLetters().map((letter) => [letter.name, letter] as const))('%s', async (_name, { path, page }) => {
  const { misses } = scorePage(page, await measure(browser, ourHtml(path, new Map())));
  expect(misses.map(({ property, text, wanted, found }) => `${property} of “${text}” is ${found}, not ${wanted}`)).toEqual([]);
});
