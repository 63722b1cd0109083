/** Every screen of the built pane in a real browser, narrow and wide, light and dark: accessible, nothing cut off. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { createCampaign } from '../../shared/api/campaigns.ts';
import { aBrowser } from '../support/aBrowser.ts';
import type { FakeApi, FakeWorld } from '../support/fakeApi.ts';
import { startFakeApi } from '../support/fakeApi.ts';
import * as data from '../support/fakeData.ts';

const dist = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'addin', 'dist');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const now = Date.now();
const running = data.runningCampaign(now);
const finished = data.finishedCampaign(now);
const paused: Campaign = { ...running, status: 'paused', pauseReason: '5 mails in a row were rejected for the same reason.' };
const withLetter: Campaign = { ...data.emptyDraft, letter: data.letter };
const needsAdmin = {
  success: false as const,
  error: 'Your organisation does not let people connect apps themselves.',
  code: 'CONNECT_NEEDS_ADMIN',
  requestId: 'req-81',
};
const unreadable = {
  success: false,
  error: 'The letter is protected with a password.',
  code: 'LETTER_UNREADABLE',
  requestId: 'req-17',
};

interface Scene {
  signedOut?: boolean;
  campaigns?: Campaign[];
  accounts?: EmailAccount[];
  signIn?: FakeWorld['signIn'];
  trouble?: [string, { status: number; body: unknown }];
  shown?: object;
  step?: string;
  /** Brings the screen to the state meant, and ends when it is there. */
  until: (page: Page) => Promise<unknown>;
}

const merge = { screen: 'merge', draftId: 'cmp-draft', visit: 1 };
const see = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor();
const press = (name: string) => (page: Page) => page.getByRole('button', { name }).click();
const connecting = (then: (page: Page) => Promise<unknown>) => async (page: Page) => {
  await press('Connect email account')(page);
  await then(page);
};

const SCENES: Record<string, Scene> = {
  welcome: { signedOut: true, until: see('You can pause or stop at any time.') },
  waiting: { signedOut: true, until: connecting(see('Waiting for Microsoft…')) },
  code: { signedOut: true, signIn: { status: 'code' }, until: connecting((page) => page.getByLabel('Type the code').waitFor()) },
  administrator: {
    signedOut: true,
    signIn: { status: 'failed', error: needsAdmin },
    until: connecting(see('A note for your administrator')),
  },
  'empty home': { until: see('A letter, a list, and everybody gets their own mail.') },
  home: {
    campaigns: [data.readyDraft, running, { ...paused, id: 'p' }, finished],
    accounts: [data.anna, data.office],
    until: see('Your merges'),
  },
  letter: { shown: { ...merge, draftId: null }, until: see('Drop a Word letter here') },
  'letter read': { campaigns: [withLetter], shown: merge, step: 'letter', until: see('«Due_Date»') },
  'letter refused': {
    shown: { ...merge, draftId: null },
    trouble: [createCampaign.summary, { status: 422, body: unreadable }],
    until: async (page) => {
      await page.setInputFiles('input[type=file]', { name: 'a.docx', mimeType: '', buffer: Buffer.from('x') });
      await page.getByRole('alert').waitFor();
    },
  },
  list: { campaigns: [withLetter], shown: merge, step: 'list', until: see('Drop an Excel or CSV list here') },
  'list read': { campaigns: [data.checkedDraft], shown: merge, step: 'list', until: see('250 people') },
  check: { campaigns: [data.checkedDraft], shown: merge, step: 'check', until: see('To settle first') },
  'check settled': { campaigns: [data.readyDraft], shown: merge, step: 'check', until: see('248 mails ready to go.') },
  preview: { campaigns: [data.readyDraft], shown: merge, step: 'preview', until: see('renee.dubois@example.com') },
  send: { campaigns: [data.readyDraft], shown: merge, step: 'send', until: see('248 mails from') },
  'send, asked': { campaigns: [data.readyDraft], shown: merge, step: 'send', until: press('Send 248 mails') },
  sending: { campaigns: [running], shown: { screen: 'campaign', id: running.id }, until: see('of 248 mails sent') },
  paused: { campaigns: [paused], shown: { screen: 'campaign', id: running.id }, until: see('See the mailbox') },
  'cancel, asked': { campaigns: [running], shown: { screen: 'campaign', id: running.id }, until: press('Cancel the rest') },
  result: { campaigns: [finished], shown: { screen: 'campaign', id: finished.id }, until: see('50 of 250') },
  mailboxes: {
    accounts: [data.anna, data.office],
    shown: { screen: 'mailboxes' },
    until: see('Has to be connected again since'),
  },
};

const LOOKS = [
  [320, 'light'],
  [450, 'dark'],
] as const;

let api: FakeApi;
let browser: Browser;
beforeAll(async () => {
  api = await startFakeApi({ dist });
  browser = await aBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

async function openScene(scene: Scene, width: number, colorScheme: 'light' | 'dark', errors: string[]): Promise<Page> {
  Object.assign(api.world, {
    accounts: scene.accounts ?? [data.anna],
    campaigns: scene.campaigns ?? [],
    signIn: scene.signIn ?? { status: 'pending' },
    trouble: new Map(scene.trouble ? [scene.trouble] : []),
  } satisfies Partial<FakeWorld>);
  const context = await browser.newContext({
    viewport: { width, height: 640 },
    colorScheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const session = {
    token: 'a-session',
    expiresAt: new Date(now + 3_600_000).toISOString(),
    user: { id: 'u', name: 'Anna', email: null, role: 'user' },
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

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const LOOK = `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, iframes: false }).then(({ violations }) => ({
  violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 200)).join(' | ')),
  sideways: document.documentElement.scrollWidth - innerWidth,
}))`;

describe.each(LOOKS)('%d px, %s', (width, scheme) => {
  test.each(Object.keys(SCENES))('%s', async (name) => {
    const errors: string[] = [];
    const page = await openScene(SCENES[name] as Scene, width, scheme, errors);
    await page.evaluate(axe);
    expect(await page.evaluate(LOOK)).toEqual({ violations: [], sideways: 0 });
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
