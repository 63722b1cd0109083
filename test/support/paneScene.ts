/** A screen of the built pane against the stand-in: what the server knows, what the pane remembers, and how to get there. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
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

export interface Look {
  width: number;
  scheme: 'light' | 'dark';
}

export const LOOKS: readonly [Look, ...Look[]] = [
  { width: 320, scheme: 'light' },
  { width: 450, scheme: 'dark' },
];

/** Another window around the same screen; it ends when the screen has followed. */
export async function wear(page: Page, { width, scheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 640 });
  await page.emulateMedia({ colorScheme: scheme });
  await settle(page);
}

/** Ends when the screen has followed a change of its surroundings. Infinite animations (a spinner) are not waited for. */
export async function settle(page: Page | Frame): Promise<void> {
  // Scripts for the page are text: this file knows no DOM.
  await page.evaluate(`(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    const passing = document.getAnimations().filter((each) => each instanceof CSSTransition);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  })()`);
}

/** Opens the scene in a page that may have shown another one: what the pane remembered of that is gone first. */
export async function openScene({ api, page }: { api: FakeApi; page: Page }, scene: Scene, look: Look): Promise<void> {
  // Away from the pane, so that nothing of it writes after its storage was emptied; and the mouse points at nothing.
  await page.goto(`${api.origin}/dialog/dialog.css`);
  await page.mouse.move(0, 0);
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
  await page.evaluate(`localStorage.clear(); sessionStorage.clear();
    for (const [name, value] of Object.entries(${JSON.stringify(keptBy(scene))}))
      localStorage.setItem('mergepost.' + name, JSON.stringify(value));`);
  await wear(page, look);
  await page.goto(api.origin);
  await scene.until(page);
}

/** What the pane would remember in its storage. */
function keptBy(scene: Scene): Record<string, unknown> {
  const session = {
    token: 'a-session',
    expiresAt: new Date(now + 3_600_000).toISOString(),
    user: { id: 'u', name: 'Anna', email: null, role: scene.admin ? 'admin' : 'user' },
  };
  return {
    ...(scene.signedOut ? {} : { session }),
    ...(scene.shown ? { shown: scene.shown } : {}),
    ...(scene.step ? { draft: { id: 'cmp-draft', step: scene.step } } : {}),
  };
}
