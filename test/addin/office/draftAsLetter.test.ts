import { describe, expect, test } from '@jest/globals';
import type { DraftDeps } from '../../../addin/office/draftAsLetter.ts';
import { draftSource } from '../../../addin/office/draftAsLetter.ts';
import { watchItem } from '../../../addin/office/mailItem.ts';
import { draftTexts } from '../../../addin/ui/texts/draftTexts.ts';
import { A_READ_MAIL, type FakeDraft, fakeMailbox } from '../support/fakeMailbox.ts';
import { settle } from '../support/paneForTest.tsx';

const words = draftTexts.remarks;

function beside(given: Partial<FakeDraft> = {}, more: Partial<DraftDeps> = {}) {
  const box = fakeMailbox(given);
  const page = new EventTarget();
  const paused: number[] = [];
  // Patience never ends here; short pauses are over at once.
  const pause = (ms: number) => {
    paused.push(ms);
    return ms < 1000 ? Promise.resolve() : new Promise<void>(() => undefined);
  };
  const deps: DraftDeps = {
    mailbox: box.mailbox,
    items: watchItem(box.mailbox),
    words,
    givesFiles: true,
    pause,
    page: page as Window,
    ...more,
  };
  return { ...box, page, source: draftSource(deps) };
}

async function letterOf(source: ReturnType<typeof draftSource>) {
  const read = await source.read();
  if (!read.ok || read.letter.kind !== 'html') throw new Error('The draft was not read');
  return read.letter;
}

describe('reading the draft', () => {
  test('hands over subject, text, pictures and files', async () => {
    const { source } = beside({
      html: '<p>Dear {{Name}}<img src="cid:a1"></p>',
      files: [
        { name: 'logo.png', isInline: true, contentId: '<a1>', content: 'iVBORw0KGgo=' },
        { name: 'Terms.PDF', content: 'JVBERi0=' },
        { name: 'Lunch', attachmentType: 'item', content: 'Subject: Süß', format: 'eml' },
      ],
    });
    expect(await letterOf(source)).toEqual({
      kind: 'html',
      subject: 'Invoice {{Number}}',
      html: '<p>Dear {{Name}}<img src="data:image/png;base64,iVBORw0KGgo="></p>',
      attachments: [
        { name: 'Terms.PDF', contentType: 'application/pdf', contentBytes: 'JVBERi0=' },
        { name: 'Lunch.eml', contentType: 'message/rfc822', contentBytes: 'U3ViamVjdDogU8O8w58=' },
      ],
      remarks: [],
    });
  });

  test.each<[string, Partial<FakeDraft>, string]>([
    ['a link to a file in a cloud', { files: [{ name: 'Plan.xlsx', attachmentType: 'cloud' }] }, words.link('Plan.xlsx')],
    ['a file that Outlook does not hand over', { files: [{ name: 'Plan.xlsx' }] }, words.refused('Plan.xlsx')],
    ['a file that stays empty', { files: [{ name: 'Plan.xlsx', content: '' }] }, words.refused('Plan.xlsx')],
    ['a picture that is nowhere', { html: '<img src="cid:x">' }, words.picturesMissing(1)],
    ['recipients', { to: ['ben@contoso.com'] }, words.recipients],
    ['a reply', { composeType: 'reply' }, words.quotes],
  ])('says what it does not carry: %s', async (_what, given, remark) => {
    expect((await letterOf(beside(given).source)).remarks).toEqual([remark]);
  });

  test('asks again for a file that is empty right after it was put in', async () => {
    const box = beside({ files: [{ name: 'Terms.pdf', content: '' }] });
    const reading = letterOf(box.source);
    box.draft.files = [{ name: 'Terms.pdf', content: 'JVBERi0=' }];
    expect((await reading).attachments.map(({ contentBytes }) => contentBytes)).toEqual(['JVBERi0=']);
  });

  test('says on an old Outlook that attachments stay behind, and never asks for them', async () => {
    const { source } = beside({ files: [{ name: 'Terms.pdf', content: 'JVBERi0=' }] }, { givesFiles: false });
    expect(await letterOf(source)).toMatchObject({ attachments: [], remarks: [words.tooOld] });
  });

  test.each([
    ['a mail that is read', A_READ_MAIL],
    ['nothing', null],
    ['nothing', undefined],
  ])('beside %s there is no draft', async (_what, item) => {
    const { source, open } = beside();
    open(item);
    expect(await source.read()).toEqual({ ok: false, reason: 'refused', detail: words.noDraft });
  });

  test('an Outlook that answers with an error is said in its own words', async () => {
    const { source, mailbox } = beside();
    const item = mailbox.item as { body: unknown };
    item.body = {
      getAsync: (_type: string, done: (answer: unknown) => void) =>
        done({ status: 'failed', error: { code: 9043, message: 'Too large' } }),
    };
    expect(await source.read()).toEqual({ ok: false, reason: 'busy', detail: '9043 Too large' });
  });

  test('an Outlook that throws, or never answers, does not leave the pane waiting', async () => {
    const throwing = beside();
    (throwing.mailbox.item as { subject: unknown }).subject = {
      getAsync: () => {
        throw new Error('Elevated permission is required');
      },
    };
    expect(await throwing.source.read()).toMatchObject({ ok: false, detail: 'Elevated permission is required' });
    const silent = beside({}, { pause: () => Promise.resolve() });
    (silent.mailbox.item as { subject: unknown }).subject = { getAsync: () => undefined };
    expect(await silent.source.read()).toMatchObject({ ok: false, detail: 'no answer' });
  });
});

describe('noticing that the draft may have changed', () => {
  test('another item beside a pinned pane is told at once, until nobody listens', async () => {
    const { source, open } = beside();
    let told = 0;
    await source.read();
    const end = source.watch?.(() => (told += 1));
    open(A_READ_MAIL);
    expect(told).toBe(1);
    end?.();
    open(null);
    expect(told).toBe(1);
  });

  test.each(['focus', 'pointerover'])('a changed text is found when somebody comes back to the pane (%s)', async (event) => {
    const { source, page, draft } = beside();
    let told = 0;
    source.watch?.(() => (told += 1));
    page.dispatchEvent(new Event(event));
    await settle();
    expect(told).toBe(0);
    await source.read();
    page.dispatchEvent(new Event(event));
    await settle();
    expect(told).toBe(0);
    draft.html = '<p>Hello {{Name}}</p>';
    page.dispatchEvent(new Event(event));
    await settle();
    expect(told).toBe(1);
  });

  test('a further attachment counts as a change', async () => {
    const { source, page, draft } = beside();
    let told = 0;
    await source.read();
    source.watch?.(() => (told += 1));
    draft.files = [{ name: 'Terms.pdf', content: 'JVBERi0=' }];
    page.dispatchEvent(new Event('focus'));
    await settle();
    expect(told).toBe(1);
  });
});

describe('a field at the cursor', () => {
  test('stands in braces', async () => {
    const { source, draft } = beside();
    expect(await source.insertField?.('First name')).toEqual({ ok: true, as: 'text' });
    expect(draft.inserted).toEqual(['{{First name}}']);
  });

  test('needs a draft', async () => {
    const { source, open } = beside();
    open(null);
    expect(await source.insertField?.('First name')).toEqual({ ok: false, detail: words.noDraft });
  });
});
