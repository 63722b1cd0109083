/**
 * Opens the pane as Outlook on an iPhone does: the unmodified office.js takes its platform from the address, loads its iOS part
 * and asks the app through `webkit.messageHandlers`. Here the app is a script in the page that answers the start only.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestServer } from '../aServer.ts';
import { startOf } from './answerOutlook.ts';
import { anOutlookItem } from './anOutlookItem.ts';
import { serveOfficeJs } from './serveOfficeJs.ts';

export interface OnPhonePane {
  context: BrowserContext;
  page: Page;
}

export interface PhoneOptions {
  server: Pick<TestServer, 'url'>;
  dark?: boolean;
  width?: number;
  height?: number;
  /** BCP 47. */
  locale?: string;
  /** Path of the pane's page. */
  path?: string;
}

export async function openOnPhone(browser: Browser, options: PhoneOptions): Promise<OnPhonePane> {
  const { server, dark = false, width = 350, height = 740, locale = 'en-US', path = '/office/taskpane.html' } = options;
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale,
  });
  context.setDefaultTimeout(60_000);
  await serveOfficeJs(context);
  await context.addInitScript(appScript(locale));
  const page = await context.newPage();
  const info = ['Outlook', 'iOS', '16.00', locale, '', '', '', '', '16'].join('$');
  await page.goto(`${server.url}${path}${path.includes('?') ? '&' : '?'}_host_Info=${encodeURIComponent(info)}`);
  return { context, page };
}

/** Numbers as `outlook-ios-16.00.debug.js` has them: what is asked, and the places of the answer (`AppContextProperties`). */
const GET_CONTEXT = 5;
const CONTEXT_PLACES = 24;
/** `OSF.AppName.OutlookIOS`. */
const OUTLOOK_IOS = 65536;

function appScript(locale: string): string {
  const context: unknown[] = Array.from({ length: CONTEXT_PLACES }, () => '');
  Object.assign(context, {
    0: [[], []],
    1: 'mergepost',
    2: OUTLOOK_IOS,
    3: 16,
    4: 0,
    7: 1,
    8: locale,
    9: locale,
    12: 1,
    13: 1,
    16: 'correlation',
    17: 'mergepost',
    20: '{"mailbox":"1.5"}',
  });
  const item = startOf(anOutlookItem({ kind: 'read', subject: 'Lunch?' }));
  return `
  self.webkit = { messageHandlers: { Agave: { postMessage: (text) => {
    const { methodId, callbackId } = JSON.parse(text);
    const answer = methodId === ${GET_CONTEXT} ? ${JSON.stringify(context)} : [0, [${JSON.stringify(JSON.stringify(item))}]];
    setTimeout(() => OSF.ScriptMessaging.agaveHostCallback(callbackId, answer), 0);
  } } } };`;
}
