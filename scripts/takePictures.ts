// `npm run pictures -- FOLDER`: every step as a picture, light and dark: in a browser (320 and 450 px wide), inside Word and
// inside Outlook (350 px), from the real server with the sample letter and list. `--lang=de`: in German, inside Office 320 px wide.
// `--only=word`: one of browser, word, outlook. With --docs what docs/pictures.md shows, and docs/pane.png.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { aBrowser } from '../test/support/aBrowser.ts';
import { aServer } from '../test/support/aServer.ts';
import { aSecureServer } from '../test/support/officeHost/aSecureServer.ts';
import type { Look } from './pictures/photograph.ts';
import { tellPictures } from './pictures/tellPictures.ts';
import { walkBrowser } from './pictures/walkBrowser.ts';
import { walkOutlook } from './pictures/walkOutlook.ts';
import { walkWord } from './pictures/walkWord.ts';
import type { Language } from './pictures/words.ts';

const forDocs = process.argv.includes('--docs');
const valueOf = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const docs = fileURLToPath(new URL('../docs', import.meta.url));
const folder = forDocs ? `${docs}/pictures` : (process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'pictures');
const language: Language = valueOf('lang') === 'de' ? 'de' : 'en';
const only = valueOf('only');

/** Of our sending, so that a picture of it shows a bar that has begun. */
const SETTINGS = { MESSAGES_PER_MINUTE: '120' };
const HEIGHT = 740;
const SCALE = 1.5;

mkdirSync(folder, { recursive: true });
const browser = await aBrowser();
const looksOf = (width: number): Look[] => [false, true].map((dark) => ({ width, height: HEIGHT, dark, scale: SCALE }));
const suffix = ({ dark }: Look) => (dark ? '-dark' : '');

async function inOffice(app: 'word' | 'outlook', walk: typeof walkWord): Promise<void> {
  if (only !== undefined && only !== app) return;
  for (const look of looksOf(language === 'de' ? 320 : 350)) {
    const server = await aSecureServer(SETTINGS);
    const fileOf = (name: string) => `${folder}/${app}-${name}${suffix(look)}.webp`;
    await walk({ browser, server, look, language, fileOf });
    await server.close();
  }
}

async function inBrowser(looks: readonly Look[], fileOf: (name: string, look: Look) => string | null): Promise<void> {
  if (only !== undefined && only !== 'browser') return;
  for (const look of looks) {
    const server = await aServer(SETTINGS);
    await walkBrowser({ browser, server, look, fileOf: (name) => fileOf(name, look) });
    await server.close();
  }
}

if (forDocs) {
  const look = { width: 360, height: HEIGHT, dark: false, scale: 1 };
  await inBrowser([look], (name) => (name === 'preview' ? `${docs}/pane.png` : null));
} else if (language === 'en') {
  await inBrowser([320, 450].flatMap(looksOf), (name, look) => `${folder}/${name}-${look.width}${suffix(look)}.webp`);
}
await inOffice('word', walkWord);
await inOffice('outlook', walkOutlook);
if (forDocs) tellPictures(docs);
await browser.close();
