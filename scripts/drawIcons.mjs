// Draws the ribbon and store icons from addin/assets/mark.svg: node scripts/drawIcons.mjs
// The PNGs are committed, so nobody needs a browser to build; this runs when the mark changes.
// Small sizes get a bolder drawing: at 16 pixels the lines of the large mark would be grey.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright-core';

const assets = path.join(import.meta.dirname, '..', 'addin', 'assets');
const mark = readFileSync(path.join(assets, 'mark.svg'), 'utf8');
const bold = mark
  .replaceAll('stroke-width="2.6"', 'stroke-width="3.2"')
  .replace('x="1" y="4" width="30"', 'x="0" y="4" width="32"');
const SIZES = [16, 20, 24, 25, 32, 40, 48, 50, 64, 75, 80, 96, 128, 144];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewportSize({ width: size, height: size });
  const svg = (size <= 25 ? bold : mark).replace('<svg ', `<svg width="${size}" height="${size}" `);
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  writeFileSync(path.join(assets, `icon-${size}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
process.stdout.write(`Drawn: ${SIZES.map((size) => `icon-${size}.png`).join(', ')}\n`);
