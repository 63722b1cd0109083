/** A screen of the built pane against the stand-in: what the server knows, what the pane remembers, and how to get there. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { freshAdministration } from './fakeAdministration.ts';
import type { FakeApi, FakeWorld } from './fakeApi.ts';
import * as data from './fakeData.ts';

export const PANE_DIST = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'addin', 'dist');
const now = Date.now();

export interface Scene {
  signedOut?: boolean;
  admin?: boolean;
  /** What else this server knows: choices, links, applications … */
  world?: Partial<FakeWorld>;
  campaigns?: Campaign[];
  accounts?: EmailAccount[];
  signIn?: FakeWorld['signIn'];
  trouble?: [string, { status: number; body: unknown }];
  shown?: object;
  step?: string;
  /** Brings the screen to the state meant, and ends when it is there. */
  until: (page: Page) => Promise<unknown>;
}

export const merge = { screen: 'merge', draftId: 'cmp-draft', visit: 1 };
export const see = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor();
export const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click();
export const unfold = (name: string) => (page: Page) =>
  page
    .locator('summary', { hasText: new RegExp(`^${name}$`) })
    .first()
    .click();
export const pressThen = (name: string, text: string) => async (page: Page) => {
  await press(name)(page);
  await see(text)(page);
};

export const LOOKS = [
  [320, 'light'],
  [450, 'dark'],
] as const;

export interface Look {
  width: number;
  scheme: 'light' | 'dark';
}

export async function openScene(
  { api, browser }: { api: FakeApi; browser: Browser },
  scene: Scene,
  { width, scheme }: Look,
  errors: string[],
): Promise<Page> {
  Object.assign(api.world, {
    accounts: scene.accounts ?? [data.anna],
    campaigns: scene.campaigns ?? [],
    signIn: scene.signIn ?? { status: 'pending' },
    rows: data.resultRows(now),
    mayRead: false,
    ...freshAdministration(),
    ...scene.world,
    trouble: new Map(scene.trouble ? [scene.trouble] : []),
  } satisfies Partial<FakeWorld>);
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const session = {
    token: 'a-session',
    expiresAt: new Date(now + 3_600_000).toISOString(),
    user: { id: 'u', name: 'Anna', email: null, role: scene.admin ? 'admin' : 'user' },
  };
  const kept = {
    ...(scene.signedOut ? {} : { session }),
    ...(scene.shown ? { shown: scene.shown } : {}),
    ...(scene.step ? { draft: { id: 'cmp-draft', step: scene.step } } : {}),
  };
  const page = await context.newPage();
  // The preview's frame has no storage; only the pane itself is prepared. Scripts for the page are text: this file knows no DOM.
  await page.addInitScript(
    `if (self === top) for (const [name, value] of Object.entries(${JSON.stringify(kept)})) localStorage.setItem('mergepost.' + name, JSON.stringify(value));`,
  );
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(api.origin);
  await scene.until(page);
  return page;
}
