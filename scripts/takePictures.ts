// `npm run pictures -- FOLDER`: the pane's screens as pictures, light and dark, 320 and 450 px wide, from the real server with the
// sample letter and list. With --docs only the one the README shows.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { aBrowser } from '../test/support/aBrowser.ts';
import { aServer } from '../test/support/aServer.ts';
import { choose, connectAs, openPane, press, pressPrimary } from '../test/support/paneDriver.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
const forDocs = process.argv.includes('--docs');
const folder = forDocs ? fileURLToPath(new URL('../docs', import.meta.url)) : (process.argv[2] ?? 'pictures');
const looks = forDocs
  ? [{ width: 360, height: 740, dark: false }]
  : [320, 450].flatMap((width) => [false, true].map((dark) => ({ width, height: 740, dark })));

mkdirSync(folder, { recursive: true });
const browser = await aBrowser();
for (const look of looks) {
  const server = await aServer({ MESSAGES_PER_MINUTE: '120' });
  const pane = await openPane(browser, server, look);
  const { page } = pane;
  const suffix = `${look.width}${look.dark ? '-dark' : ''}`;
  const shot = async (name: string): Promise<void> => {
    // Motion is over and pictures are in.
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(300);
    if (!forDocs || name === 'preview')
      await page.screenshot({ path: forDocs ? `${folder}/pane.png` : `${folder}/${name}-${suffix}.png` });
  };
  await shot('welcome');
  await connectAs(pane, 'anna@contoso.example');
  await shot('home-empty');
  await press(page, 'New merge');
  await shot('letter-empty');
  await choose(page, sample('letter.docx'));
  await page.getByText('13 fields').waitFor();
  await shot('letter');
  await pressPrimary(page, 'Choose the list');
  await choose(page, sample('people.xlsx'));
  await page.getByText('25 people').waitFor();
  await shot('list');
  await pressPrimary(page, 'Check');
  await page.getByText('nothing in «Company»').first().waitFor();
  await shot('check');
  await page.getByLabel('Where «Company» is empty').selectOption('empty');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Your place for 2027, {{First Name}}');
  await page.getByText('25 mails ready to go.').waitFor();
  await shot('check-ready');
  await pressPrimary(page, 'Preview');
  await page.frameLocator('iframe').getByText('Lovelace').first().waitFor();
  await shot('preview');
  await pressPrimary(page, 'Go to send');
  await shot('send');
  await pressPrimary(page, 'Send 25 mails');
  await shot('question');
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Send 25 mails' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await shot('sending');
  await page.getByRole('button', { name: 'Download report' }).waitFor();
  await shot('result');
  await press(page, 'Back');
  await shot('home');
  await press(page, 'Mailboxes');
  await page.getByRole('region', { name: 'anna@contoso.example' }).waitFor();
  await press(page, 'Send test mail');
  await page.getByText('Test mail sent').waitFor();
  await shot('mailboxes');
  await press(page, 'Add a mailbox');
  await shot('kinds');
  await press(page, 'Not now');
  await press(page, 'Administration');
  await page.getByText('Redirect URI').first().waitFor();
  await shot('applications');
  await page.getByText('Doctor', { exact: true }).click();
  await page.getByRole('button', { name: 'Copy the report' }).waitFor();
  await shot('doctor');
  await pane.context.close();
  await server.close();
}
await browser.close();
