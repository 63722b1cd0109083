/** The connection window inside Office: the question that Office asks before, and the person in the window. */
import type { Frame, Locator, Page } from 'playwright-core';
import type { InOffice } from './openInOffice.ts';

/** “Connect email account”, then Office's own question; the window that opens. */
export async function openDialog(office: InOffice): Promise<Page> {
  await press(office.pane, 'Connect email account');
  return allowDialog(office);
}

/** Office asks in the pane whether the window may open. */
export async function allowDialog({ context, pane }: InOffice): Promise<Page> {
  const opened = context.waitForEvent('page');
  await press(pane, 'Allow');
  return opened;
}

export function press(pane: Frame | Locator, name: string): Promise<void> {
  return pane.getByRole('button', { name, exact: true }).click();
}

/** Picks a person on the sandbox's sign-in page and says yes. */
export async function signInAs(dialog: Page, address: string): Promise<void> {
  await dialog.getByText(address).first().click();
  await dialog.getByRole('button', { name: /accept/i }).click();
}
