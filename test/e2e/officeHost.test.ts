/** The host page that the tests inside Office stand on: the unmodified office.js takes it for Word and Outlook on the web. */
import { expect, test } from '@jest/globals';
import { draftTexts } from '../../addin/ui/texts/draftTexts.ts';
import { insideOffice } from '../support/officeHost/insideOffice.ts';
import { openOnPhone } from '../support/officeHost/openOnPhone.ts';

const office = insideOffice();

test('a draft in Outlook is read and written by the calls of Office.context.mailbox.item', async () => {
  const picture = { id: 'a1', name: 'logo.png', contentType: 'image/png', content: 'AAAA', isInline: true, contentId: 'logo' };
  const outlook = await office.open({
    app: 'outlook',
    item: { subject: 'Hi {{name}}', body: '<p>Dear {{name}}</p>', attachments: [picture] },
  });
  await outlook.pane.getByRole('button', { name: 'Connect email account' }).waitFor();
  const seen = await outlook.pane.evaluate(`(async () => {
    const { item, userProfile } = Office.context.mailbox;
    const asked = (ask) => new Promise((resolve) => ask((result) => resolve(result.value)));
    await asked((done) => item.to.setAsync(['ben@contoso.example'], done));
    await asked((done) => item.subject.setAsync('Hello {{name}}', done));
    const files = await asked((done) => item.getAttachmentsAsync(done));
    return {
      host: (await Office.onReady()).host,
      subject: await asked((done) => item.subject.getAsync(done)),
      body: await asked((done) => item.body.getAsync('html', done)),
      files: files.map(({ name, size, isInline }) => ({ name, size, isInline })),
      content: await asked((done) => item.getAttachmentContentAsync(files[0].id, done)),
      user: userProfile.emailAddress,
    };
  })()`);
  expect(seen).toEqual({
    host: 'Outlook',
    subject: 'Hello {{name}}',
    body: '<p>Dear {{name}}</p>',
    files: [{ name: 'logo.png', size: 3, isInline: true }],
    content: { content: 'AAAA', format: 'base64' },
    user: 'anna@contoso.example',
  });
  expect(outlook.item.subject).toBe('Hello {{name}}');
  expect(outlook.item.to.map((person) => person.address)).toEqual(['ben@contoso.example']);
  expect(outlook.complaints).toEqual([]);
});

test('an open document in Word is read in slices, and at most two readings are open', async () => {
  const word = await office.open({ app: 'word' });
  const opened = word.document.bytes().length;
  await word.pane.getByRole('button', { name: 'Connect email account' }).waitFor();
  const seen = await word.pane.evaluate(`(async () => {
    const asked = (ask) => new Promise((resolve) => ask((result) => resolve(result)));
    const { document } = Office.context;
    const open = () => asked((done) => document.getFileAsync('compressed', { sliceSize: 512 }, done));
    const [first, , third] = [await open(), await open(), await open()];
    const slice = await asked((done) => first.value.getSliceAsync(1, done));
    await asked((done) => first.value.closeAsync(done));
    const loaded = await Word.run(async (context) => {
      const range = context.document.getSelection();
      range.load('text');
      await context.sync();
      range.insertText('Hello', 'Replace').insertContentControl().tag = 'Name';
      context.document.body.load('text');
      await context.sync();
      return context.document.body.text;
    });
    return { size: first.value.size, slice: slice.value.data.length, third: third.status, loaded, url: document.url };
  })()`);
  expect(seen).toEqual({
    size: opened,
    slice: 512,
    third: 'failed',
    loaded: 'Dear colleague,Hello',
    url: word.document.url,
  });
  expect(word.openFiles()).toBe(1);
  expect(word.document.xml()).toContain('<w:tag w:val="Name"/>');
});

test('Outlook on a phone: one sentence, where to go on, and nothing that would not work there', async () => {
  const { context, page } = await openOnPhone(office.browser(), { server: office.server(), width: 320 });
  await page.getByRole('heading', { name: draftTexts.phone.title }).waitFor();
  await page.getByText(draftTexts.phone.next).waitFor();
  expect(await page.evaluate('Office.onReady().then(({ platform }) => platform)')).toBe('iOS');
  expect(await page.getByRole('button').count()).toBe(0);
  await context.close();
});
