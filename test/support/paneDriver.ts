/** The pane as a person uses it: found by what they read, pressed where they press. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestServer } from './aServer.ts';

export interface Pane {
  context: BrowserContext;
  page: Page;
  /** What the browser complained about: errors in the console, and exceptions. */
  complaints: string[];
}

export async function openPane(
  browser: Browser,
  server: TestServer,
  look: { width?: number; height?: number; dark?: boolean } = {},
): Promise<Pane> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 450, height: look.height ?? 800 },
    colorScheme: look.dark ? 'dark' : 'light',
    acceptDownloads: true,
  });
  // Everything is on this computer, which may be slow and busy: what has not come after this long does not come.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.url}/`);
  return { context, page, complaints };
}

export function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: typeof name === 'string' }).click();
}

/** The one primary button of the screen, in its place at the bottom; the stepper above names some steps alike. */
export function pressPrimary(page: Page, name: string): Promise<void> {
  return page.locator('footer').getByRole('button', { name, exact: true }).click();
}

/** “Connect email account”, then the sample person's choices in the other window. */
export async function connectAs(
  { context, page }: Pane,
  address: string,
  meanwhile?: (page: Page) => Promise<void>,
): Promise<void> {
  const opened = context.waitForEvent('page');
  await press(page, 'Connect email account');
  const other = await opened;
  await other.getByText(address).first().click();
  const accept = other.getByRole('button', { name: /accept/i });
  await accept.waitFor();
  await meanwhile?.(other);
  await accept.click();
  await page.getByRole('button', { name: 'New merge' }).waitFor();
}

/** A file through the file chooser that a press opens. */
export async function choose(page: Page, file: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await press(page, 'Choose a file');
  await (await chooser).setFiles(file);
}
