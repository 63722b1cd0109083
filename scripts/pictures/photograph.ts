/** One picture of the pane as it is on the screen: still, and small enough to be kept beside the code. */
import { writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';

export interface Look {
  width: number;
  height: number;
  dark: boolean;
  /** Pixels of the picture for each pixel of the page. */
  scale: number;
}

export type Shoot = (name: string) => Promise<void>;

/** Of 100: below this, small grey text gets a halo. */
const WEBP_QUALITY = 82;
/** Motion is over by then. */
const STILL_MS = 400;

/** The pane is in the page's upper left corner, in a browser and in Office's frame. */
export async function photograph(page: Page, look: Look, file: string): Promise<void> {
  // Nothing is darker because somebody points at it.
  await page.mouse.move(1, 1);
  await page.waitForTimeout(STILL_MS);
  const session = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width: look.width, height: look.height, scale: look.scale };
  const { data } = await session.send(
    'Page.captureScreenshot',
    file.endsWith('.png') ? { format: 'png', clip } : { format: 'webp', quality: WEBP_QUALITY, clip },
  );
  await session.detach();
  writeFileSync(file, Buffer.from(data, 'base64'));
}

/** No line stands for the cursor, which blinks. */
export async function hideCursor(pane: Page | Frame): Promise<void> {
  await pane.addStyleTag({ content: '* { caret-color: transparent !important }' }).catch(() => undefined);
}
