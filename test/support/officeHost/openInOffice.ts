/**
 * Opens the pane as Office on the web does: in a frame of a host page, with the unmodified office.js, over https. The page is
 * on the pane's own host name, which is the one host besides Microsoft's that office.js trusts.
 */
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import type { TestServer } from '../aServer.ts';
import { docxOf, p, r } from '../docxOf.ts';
import { answerOf } from './answerOf.ts';
import { type BesidePane, startOf } from './answerOutlook.ts';
import { anOutlookItem, type OutlookItem } from './anOutlookItem.ts';
import { aWordDocument, type WordDocument } from './aWordDocument.ts';
import { ASK, hostPage } from './hostPage.ts';
import { frameNameOf, type HostFacts, hostInfoOf, type OfficeApp, type OfficeQuestion } from './hostWire.ts';
import { type HostServer, hostServer } from './hostServer.ts';
import { type OfficeJs, serveOfficeJs } from './serveOfficeJs.ts';

export interface OfficeOptions {
  app: OfficeApp;
  /** Over https: `aSecureServer`. */
  server: Pick<TestServer, 'url'>;
  /** Path of the pane's page; `/office/taskpane.html` where not said. */
  path?: string;
  /** What is open in Word; a .docx. */
  file?: Uint8Array;
  /** What is open in Outlook. */
  item?: Partial<OutlookItem>;
  locale?: string;
  requirements?: Readonly<Record<string, string>>;
  dark?: boolean;
  width?: number;
  height?: number;
  /** Before the pane is loaded: more routes, scripts of the page. */
  prepare?: (context: BrowserContext) => Promise<void>;
}

export interface InOffice {
  context: BrowserContext;
  /** The host page. */
  page: Page;
  pane: Frame;
  document: WordDocument;
  /** What was open at first; it is kept when another one comes. */
  item: OutlookItem;
  /** Another item beside the pinned pane: one that was open before, a new one, or nothing. */
  select: (item: OutlookItem | null) => Promise<void>;
  officeJs: OfficeJs;
  /** Every question of office.js, in order. */
  asked: OfficeQuestion[];
  /** What the browser complained about: errors in the console, and exceptions. */
  complaints: string[];
  /** How many files of the document are open. */
  openFiles: () => number;
  /** Something happened in Office: events whose name holds `name`. */
  happens: (name: string, data: unknown) => Promise<void>;
  close: () => Promise<void>;
}

export async function openInOffice(browser: Browser, options: OfficeOptions): Promise<InOffice> {
  const { width = 350, height = 800 } = options;
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: Math.max(width, 1000), height },
    colorScheme: options.dark === true ? 'dark' : 'light',
    locale: options.locale ?? 'en-US',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(60_000);
  const officeJs = await serveOfficeJs(context);
  await options.prepare?.(context);
  const page = await context.newPage();
  const complaints = complaintsOf(context);
  const document = aWordDocument(options.file ?? docxOf(p(r('Dear colleague,'))));
  const item = anOutlookItem(options.item);
  const beside: BesidePane = { item };
  const facts: HostFacts = {
    app: options.app,
    locale: options.locale ?? 'en-US',
    documentUrl: document.url,
    settings: document.settings,
    ...(options.requirements && { requirements: options.requirements }),
  };
  const happens = async (name: string, data: unknown) => {
    await page.evaluate(([event, more]) => (globalThis as unknown as HostWindow).tellPane(event, more), [name, data] as const);
  };
  const host = answerOf(facts, { document, beside }, happens);
  await page.exposeFunction(ASK, host.answer);
  const shown = await show(page, options, { facts, width, height });
  const pane = await (await page.locator('#addin').elementHandle())?.contentFrame();
  if (!pane) throw new Error(`The host page has no pane: ${complaints.join('\n')}`);
  const { asked, openFiles } = host;
  return {
    context,
    page,
    pane,
    document,
    item,
    select: (next) => {
      beside.item = next;
      return happens('olkItemSelectedChanged', next ? startOf(next) : '');
    },
    officeJs,
    asked,
    complaints,
    openFiles,
    happens,
    close: async () => {
      await context.close();
      await shown.close();
    },
  };
}

interface HostWindow {
  tellPane: (name: string, data: unknown) => void;
}

async function show(
  page: Page,
  { server, path = '/office/taskpane.html' }: OfficeOptions,
  { facts, width, height }: { facts: HostFacts; width: number; height: number },
): Promise<HostServer> {
  const host = await hostServer();
  const url = `${server.url}${path}`;
  const paneUrl = `${url}${url.includes('?') ? '&' : '?'}_host_Info=${encodeURIComponent(hostInfoOf(facts))}`;
  host.show(hostPage({ frameName: frameNameOf(facts, host.origin), paneUrl, width, height }));
  await page.goto(`${host.origin}/office/${facts.app}`);
  return host;
}

/** What office.js does for itself and our pages' policy refuses: styles of its own bars in the window, its telemetry. */
const ITS_OWN = /^Applying inline style .*appsforoffice|^Connecting to 'https:\/\/browser\.pipe\.aria\.microsoft\.com/s;

function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  const complain = (text: string) => !ITS_OWN.test(text) && complaints.push(text);
  context.on('console', (message) => message.type() === 'error' && complain(`${message.text()} (${message.location().url})`));
  context.on('weberror', (error) => complain(error.error().message));
  return complaints;
}
