/** Inside Outlook: a draft becomes the letter, the whole way; then the pane beside a mail that is only read, and on a phone. */
import type { OutlookItem } from '../../test/support/officeHost/anOutlookItem.ts';
import { type InOffice, openInOffice } from '../../test/support/officeHost/openInOffice.ts';
import { openOnPhone } from '../../test/support/officeHost/openOnPhone.ts';
import { connectInOffice } from './connectInOffice.ts';
import { hideCursor } from './photograph.ts';
import { checkAndLook, chooseList, mailboxSettings, press, says, sendAndSee, type Walk } from './walkMerge.ts';
import { shooter, type Tour } from './walkWord.ts';
import { wordsOf } from './words.ts';

const BODY = `<html><body><p>Dear {{First name}} {{Last name}},</p>
<p>your seat for 2027 is kept for you. Your member number is <b>{{Member No}}</b>; please have it at hand when you arrive.</p>
<p>We look forward to seeing you,<br>Anna Berg</p></body></html>`;
const DRAFT: Partial<OutlookItem> = {
  subject: 'A seat for {{First name}}',
  body: BODY,
  attachments: [
    {
      id: 'a',
      name: 'Terms.pdf',
      contentType: 'application/pdf',
      content: Buffer.from('%PDF terms').toString('base64'),
      isInline: false,
    },
  ],
};

export async function walkOutlook(tour: Tour): Promise<void> {
  const words = wordsOf(tour.language);
  const writing = await openOutlook(tour, DRAFT);
  const walk: Walk = { pane: writing.pane, shoot: shooter(tour, writing.page), words };
  await connectInOffice(writing, walk);
  await press(walk, words.newMerge);
  await says(walk, words.draftTaken);
  await walk.shoot('letter');
  await chooseList(walk);
  await checkAndLook(walk, { subject: null, company: false });
  await sendAndSee(walk);
  await mailboxSettings(walk);
  await writing.close();
  await beside(tour);
  await onPhone(tour);
}

async function beside(tour: Tour): Promise<void> {
  const words = wordsOf(tour.language);
  const reading = await openOutlook(tour, { kind: 'read', subject: 'Lunch?', body: '<p>Lunch?</p>' });
  const quiet: Walk = { pane: reading.pane, shoot: async () => undefined, words };
  await connectInOffice(reading, quiet, true);
  const shoot = shooter(tour, reading.page);
  await shoot('read-home');
  await press(quiet, words.newMerge);
  await says(quiet, words.elsewhere);
  await shoot('read-new');
  await reading.close();
}

async function onPhone(tour: Tour): Promise<void> {
  const { browser, server, look, language } = tour;
  const path = `/office/taskpane.html${language === 'de' ? '?lang=de' : ''}`;
  const phone = await openOnPhone(browser, { server, ...look, path });
  await says({ pane: phone.page }, wordsOf(language).phone);
  await shooter(tour, phone.page)('phone');
  await phone.context.close();
}

async function openOutlook({ browser, server, look, language }: Tour, item: Partial<OutlookItem>): Promise<InOffice> {
  const outlook = await openInOffice(browser, {
    app: 'outlook',
    server,
    item,
    width: look.width,
    height: look.height,
    dark: look.dark,
    // Its own question whether a window may open stays English; the pane's language is in the address.
    locale: 'en-GB',
    path: `/office/taskpane.html${language === 'de' ? '?lang=de' : ''}`,
  });
  await hideCursor(outlook.pane);
  return outlook;
}
