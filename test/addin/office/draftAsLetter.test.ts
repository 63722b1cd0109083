import { describe, expect, test } from '@jest/globals';
import type { DraftDeps } from '../../../addin/office/draftAsLetter.ts';
import { draftSource, LATE_PICTURES_MS } from '../../../addin/office/draftAsLetter.ts';
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
    fileBytesMax: 4,
    pause,
    page: page as Window,
    ...more,
  };
  return { ...box, page, paused, source: draftSource(deps) };
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
        { name: 'Terms.PDF', content: 'JVBE' },
        { name: 'Lunch', attachmentType: 'item', content: 'Sü', format: 'eml' },
      ],
    });
    expect(await letterOf(source)).toEqual({
      kind: 'html',
      subject: 'Invoice {{Number}}',
      html: '<p>Dear {{Name}}<img src="data:image/png;base64,iVBORw0KGgo="></p>',
      attachments: [
        { name: 'Terms.PDF', contentType: 'application/pdf', contentBytes: 'JVBE' },
        { name: 'Lunch.eml', contentType: 'message/rfc822', contentBytes: 'U8O8' },
      ],
      left: [],
      remarks: [],
    });
  });

  test.each<[string, Partial<FakeDraft>, string]>([
    ['a link to a file in a cloud', { files: [{ name: 'Plan.xlsx', attachmentType: 'cloud' }] }, words.link('Plan.xlsx')],
    ['a file that Outlook does not hand over', { files: [{ name: 'Plan.xlsx' }] }, words.refused('Plan.xlsx')],
    ['a file that stays empty', { files: [{ name: 'Plan.xlsx', content: '' }] }, words.refused('Plan.xlsx')],
    ['a picture that is nowhere', { html: '<img src="cid:x">' }, words.picturesMissing(1)],
    ['a file that is larger than a mail may be', { files: [{ name: 'Film.mp4', size: 5 }] }, words.tooLarge('Film.mp4', 5, 4)],
    [
      'one of which Outlook does not say how large it is',
      { files: [{ name: 'Film.mp4', content: 'QUJDREU=' }] },
      words.tooLarge('Film.mp4', 5, 4),
    ],
    [
      'one that Outlook took for a picture in the text',
      { files: [{ name: 'Plan.pdf', isInline: true, content: 'QUJDREU=' }] },
      words.tooLarge('Plan.pdf', 5, 4),
    ],
  ])('says what it does not carry: %s', async (_what, given, sentence) => {
    const { left, remarks, attachments } = await letterOf(beside(given).source);
    expect([left, remarks, attachments]).toEqual([[sentence], [], []]);
  });

  test.each<[string, Partial<FakeDraft>, string]>([
    ['recipients', { to: ['ben@contoso.com'] }, words.recipients],
    ['a reply', { composeType: 'reply' }, words.quotes],
  ])('says what is not meant for a merge: %s', async (_what, given, remark) => {
    const { left, remarks } = await letterOf(beside(given).source);
    expect([left, remarks]).toEqual([[], [remark]]);
  });

  test('asks again for a file that is empty right after it was put in', async () => {
    const box = beside({ files: [{ name: 'Terms.pdf', content: '' }] });
    const reading = letterOf(box.source);
    box.draft.files = [{ name: 'Terms.pdf', content: 'JVBE' }];
    expect((await reading).attachments.map(({ contentBytes }) => contentBytes)).toEqual(['JVBE']);
  });

  test('a picture that Outlook lists only a moment later is waited for', async () => {
    const { source, draft, paused } = beside({ html: '<img src="cid:image001.png@01">' });
    const files = [{ name: 'image001.png', isInline: true, content: 'iVBORw0KGgo=' }];
    let times = 0;
    Object.defineProperty(draft, 'files', { get: () => ((times += 1) > 2 ? files : []) });
    expect(await letterOf(source)).toMatchObject({ html: '<img src="data:image/png;base64,iVBORw0KGgo=">', left: [] });
    expect(paused).toContain(LATE_PICTURES_MS);
  });

  test('a picture that is uploaded just then, and has another id afterwards, is read by that one', async () => {
    const { source, draft } = beside({ html: '<img src="cid:image001.png@01">' });
    const picture = { name: 'image001.png', isInline: true, size: 8, content: 'iVBORw0KGgo=' };
    let times = 0;
    // Its first id is good for the list alone.
    Object.defineProperty(draft, 'files', {
      get: () => [{ ...picture, id: (times += 1) === 1 ? 'addinId-1' : times === 2 ? 'addinId-2' : 'AAMk=' }],
    });
    expect(await letterOf(source)).toMatchObject({ left: [], html: '<img src="data:image/png;base64,iVBORw0KGgo=">' });
  });

  test('says on an old Outlook that attachments stay behind, and never asks for them', async () => {
    const { source } = beside({ files: [{ name: 'Terms.pdf', content: 'JVBERi0=' }] }, { givesFiles: false });
    expect(await letterOf(source)).toMatchObject({ attachments: [], left: [words.tooOld] });
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
    expect(await silent.source.read()).toMatchObject({ ok: false, reason: 'silent', detail: 'no answer' });
    Object.assign((silent.mailbox.item as { body: object }).body, { setSelectedDataAsync: () => undefined });
    expect(await silent.source.insertField?.('Name')).toEqual({ ok: false, silent: true, detail: 'no answer' });
  });
});

describe('one Outlook that answers for whichever mail is open', () => {
  test('never gives the subject of one mail over the text of another', async () => {
    const { source, mailbox, open, another } = beside({ subject: 'A', html: '<p>A</p>' });
    const item = mailbox.item as { body: { getAsync: (type: string, done: (answer: unknown) => void) => void } };
    const next = another({ subject: 'B', html: '<p>B</p>' });
    // Another mail is opened after the subject was told.
    item.body.getAsync = (_type, done) => {
      open(next);
      done({ status: 'succeeded', value: '<p>B</p>' });
    };
    expect(await letterOf(source)).toMatchObject({ subject: 'B', html: '<p>B</p>' });
  });

  test('says that it is busy where it is another one each time', async () => {
    const { source, mailbox, open, another } = beside();
    let times = 0;
    const next = (): unknown => {
      const item = another({ html: `${(times += 1)}` });
      const { getItemIdAsync } = item;
      // While it is read the next one is opened.
      item.getItemIdAsync = (done) => {
        open(next());
        getItemIdAsync?.(done);
      };
      return item;
    };
    mailbox.item = next();
    expect(await source.read()).toMatchObject({ ok: false, reason: 'busy' });
  });

  test.each<[string, Partial<FakeDraft>]>([
    ['a new mail', {}],
    ['a saved one', { id: 'a' }],
  ])('reads %s whose text is another at each reading: pictures get new names, or somebody types', async (_what, given) => {
    const { source, draft } = beside(given);
    let times = 0;
    Object.defineProperty(draft, 'html', { get: () => `${(times += 1)}` });
    const read = await source.read();
    expect(read).toMatchObject({ ok: true, letter: { subject: draft.subject } });
    // What was typed after the reading is a change.
    const told: unknown[] = [];
    source.watch?.((news) => told.push(news));
    for (let turn = 0; turn < 10; turn += 1) await settle();
    expect(told).toEqual([{ kind: 'changed' }]);
  });
});

describe('noticing that the draft is not what was read', () => {
  async function watched(given: Partial<FakeDraft> = {}) {
    const box = beside(given);
    const told: unknown[] = [];
    await box.source.read();
    const end = box.source.watch?.((news) => told.push(news));
    await settled();
    told.length = 0;
    return { ...box, told, end };
  }
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await settle();
  };

  test.each(['focus', 'pointerover'])('a changed text is found when somebody comes back to the pane (%s)', async (event) => {
    const { page, draft, told } = await watched();
    page.dispatchEvent(new Event(event));
    await settled();
    draft.html = '<p>Hello {{Name}}</p>';
    page.dispatchEvent(new Event(event));
    await settled();
    expect(told).toEqual([{ kind: 'same' }, { kind: 'changed' }]);
  });

  test('a pointer that was in the pane already does not come back', async () => {
    const { page, draft, told } = await watched();
    draft.html = '<p>Hello {{Name}}</p>';
    page.dispatchEvent(new MouseEvent('pointerover', { relatedTarget: document.body }));
    await settled();
    expect(told).toEqual([]);
    page.dispatchEvent(new MouseEvent('pointerover', { relatedTarget: null }));
    await settled();
    expect(told).toEqual([{ kind: 'changed' }]);
  });

  test('somebody who comes in and out again asks Outlook once, and gets its answer', async () => {
    const { page, draft, told, mailbox } = await watched();
    const item = mailbox.item as { body: { getAsync: (type: string, done: (answer: unknown) => void) => void } };
    const { getAsync } = item.body;
    let asked = 0;
    item.body.getAsync = (type, done) => {
      asked += 1;
      if (asked < 9) page.dispatchEvent(new Event('pointerover'));
      getAsync(type, done);
    };
    draft.html = '<p>Hello {{Name}}</p>';
    page.dispatchEvent(new Event('pointerover'));
    await settled();
    expect([asked, told]).toEqual([1, [{ kind: 'changed' }]]);
  });

  test('a further attachment counts as a change', async () => {
    const { page, draft, told } = await watched();
    draft.files = [{ name: 'Terms.pdf', content: 'JVBE' }];
    page.dispatchEvent(new Event('focus'));
    await settled();
    expect(told).toEqual([{ kind: 'changed' }]);
  });

  const B = { subject: ' B ', html: '<p>B</p>' };
  test.each<[string, Partial<FakeDraft>, Partial<FakeDraft>, unknown]>([
    ['another mail', { id: 'a' }, { ...B, id: 'b' }, { kind: 'another', subject: 'B' }],
    ['another new mail', {}, B, { kind: 'another', subject: 'B' }],
    ['the same again', { id: 'a' }, {}, { kind: 'same' }],
    ['the same, changed meanwhile', { id: 'a' }, { html: 'x' }, { kind: 'changed' }],
  ])('beside a pinned pane comes %s', async (_, first, next, expected) => {
    const { open, another, told, end } = await watched(first);
    open(A_READ_MAIL);
    open(null);
    open(another(next));
    await settled();
    expect(told).toEqual([expected]);
    end?.();
    open(another({ html: 'y' }));
    await settled();
    expect(told).toHaveLength(1);
  });

  test.each<[string, Partial<FakeDraft>, Partial<FakeDraft>, string]>([
    ['another mail', { id: 'a' }, { ...B, id: 'b' }, 'another'],
    ['another new mail', {}, B, 'another'],
    ['the same new mail, changed', {}, { html: 'x' }, 'changed'],
    // An attachment's id is good for one session of Outlook on the web only.
    [
      'the same mail, whose attachments have other ids now',
      { id: 'a', files: [{ name: 'a.pdf', id: '1', size: 3 }] },
      { files: [{ name: 'a.pdf', id: '2', size: 3 }] },
      'same',
    ],
    [
      'the same mail with another file of the same name',
      { id: 'a', files: [{ name: 'a.pdf', id: '1', size: 3 }] },
      { files: [{ name: 'a.pdf', id: '1', size: 4 }] },
      'changed',
    ],
  ])('a pane that was closed meanwhile finds %s', async (_, first, next, expected) => {
    const read = await beside(first).source.read();
    const { source } = beside({ ...first, ...next });
    const told: string[] = [];
    source.watch?.(({ kind }) => told.push(kind), read.ok ? (read.mark ?? null) : null);
    await settled();
    expect(told).toEqual([expected]);
  });
});

describe('a field at the cursor', () => {
  test('stands in braces', async () => {
    const { source, draft } = beside();
    expect(await source.insertField?.('First name')).toEqual({ ok: true, as: 'text' });
    expect(draft.inserted).toEqual(['{{First name}}']);
  });

  test.each(['Price | net', '# of seats', 'else'])(
    '“%s” is not put in: between braces it would mean something else',
    async (name) => {
      const { source, draft } = beside();
      expect(await source.insertField?.(name)).toMatchObject({ ok: false });
      expect(draft.inserted).toEqual([]);
    },
  );

  test('needs a draft', async () => {
    const { source, open } = beside();
    open(null);
    expect(await source.insertField?.('First name')).toEqual({ ok: false, detail: words.noDraft });
  });
});
