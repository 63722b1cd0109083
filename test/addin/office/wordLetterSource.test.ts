import { describe, expect, test } from '@jest/globals';
import { fileToBase64 } from '../../../addin/api/fileToBase64.ts';
import { LOOK_AFTER_MS } from '../../../addin/office/watchDocument.ts';
import { type OpenWord, wordLetterSource } from '../../../addin/office/wordLetterSource.ts';
import { type FakeWordOptions, fakeWord } from '../support/fakeWord.ts';
import { fakePause, fakeTimers, settle } from '../support/paneForTest.tsx';

function aSource(
  options: FakeWordOptions = {},
  file: OpenWord['document']['getFileAsync'] = givesFile([1, 2]),
  knowsMarks = true,
  pause: OpenWord['pause'] = () => new Promise(() => undefined),
) {
  const word = fakeWord({ paragraphs: ['Dear «Name»,'], ...options });
  const timers = fakeTimers();
  const listeners = new Set<() => void>();
  const document: OpenWord['document'] = {
    url: 'https://contoso.example/Letter.docx',
    ...(file && { getFileAsync: file }),
    addHandlerAsync: (_, handler) => void listeners.add(handler),
    removeHandlerAsync: (_, { handler }) => void listeners.delete(handler),
  };
  const source = wordLetterSource({
    document,
    platform: 'PC',
    run: word.run,
    hasSet: word.hasSet,
    knowsMarks,
    focused: () => () => undefined,
    later: timers.later,
    pause,
  });
  const moveCursor = () => {
    for (const listener of listeners) listener();
  };
  return { source, word, timers, moveCursor, listeners };
}

type GetFile = NonNullable<OpenWord['document']['getFileAsync']>;

function givesFile(bytes: number[]): GetFile {
  return (_, __, done) =>
    done({
      status: 'succeeded',
      value: {
        size: bytes.length,
        sliceCount: 1,
        getSliceAsync: (_index, got) => got({ status: 'succeeded', value: { data: bytes } }),
        closeAsync: (closed) => closed?.(),
      },
    });
}
const refusesFile: GetFile = (_, __, done) =>
  done({ status: 'failed', value: null as never, error: { code: 7000, message: 'no permission' } });

async function textOf(answer: Awaited<ReturnType<ReturnType<typeof aSource>['source']['read']>>): Promise<string> {
  if (!answer.ok || answer.letter.kind !== 'docx') return JSON.stringify(answer);
  const bytes = Uint8Array.from(atob(await fileToBase64(answer.letter.document.content)), (one) => one.charCodeAt(0));
  return `${answer.letter.document.name}: ${new TextDecoder().decode(bytes)}`;
}

describe('reading', () => {
  test.each([
    ['the file, where Word hands it out', givesFile([65, 66]), {}, 'Letter.docx: AB'],
    ['the text as XML, where the file is refused', refusesFile, {}, 'Letter.docx: <pkg:package>Dear «Name»,</pkg:package>'],
    ['the text as XML, where there are no files', undefined, {}, 'Letter.docx: <pkg:package>Dear «Name»,</pkg:package>'],
    [
      "the file's reason, where neither is to be had",
      refusesFile,
      { refuses: ['getOoxml'] },
      '{"ok":false,"reason":"refused","detail":"7000 no permission"}',
    ],
  ])('%s', async (_, file, options, expected) => {
    const { source } = aSource(options, file ?? (null as never));
    expect(await textOf(await source.read())).toBe(expected);
  });
});

test('a Word that is busy is asked once more, a second later', async () => {
  const clock = fakePause();
  let asked = 0;
  const busyOnce: GetFile = (type, how, done) => {
    asked += 1;
    if (asked > 1) givesFile([65])(type, how, done);
    else done({ status: 'failed', value: null as never, error: { code: 5001, message: 'internal' } });
  };
  const { source } = aSource({ refuses: ['getOoxml'] }, busyOnce, true, clock.pause);
  const reading = source.read();
  await settle();
  await clock.pass(1000);
  expect(await textOf(await reading)).toBe('Letter.docx: A');
  expect(asked).toBe(2);
});

test.each([
  ['the file', {}, () => undefined, 30_000, { ok: false, reason: 'silent' }],
  ['its text', { silent: true }, givesFile([65]), 5000, { ok: true, mark: null }],
])('a Word that does not answer for %s leaves nobody waiting', async (_, options, file, ms, expected) => {
  const clock = fakePause();
  const { source } = aSource(options, file, true, clock.pause);
  let end: unknown = null;
  void source.read().then((answer) => (end = answer));
  await settle();
  await clock.pass(ms);
  expect(end).toMatchObject(expected);
  if ('silent' in options) {
    const inserting = source.insertField?.('Name');
    await settle();
    await clock.pass(30_000);
    expect(await inserting).toMatchObject({ ok: false, silent: true });
  }
});

describe('what this Word can do', () => {
  test.each([
    ['1.8', [true, true, true]],
    ['1.6', [true, true, false]],
    ['1.1', [true, true, false]],
    ['1.0', [false, false, false]],
  ])('WordApi %s: watch, insert, highlight are %j', (set, can) => {
    const { source } = aSource({ set });
    expect([source.watch, source.insertField, source.highlight].map((one) => one !== null)).toEqual(can);
  });
});

test('an office.js that knows no annotations marks nothing', () => {
  expect(aSource({}, undefined, false).source.highlight).toBeNull();
});

describe('watching', () => {
  test('typing after the reading is told; reading again starts afresh', async () => {
    const { source, word, listeners } = aSource();
    let told = 0;
    await source.read();
    const stop = source.watch?.(() => (told += 1));
    await settle();
    await word.edit(['Dear «Name»!']);
    expect(told).toBe(1);
    await source.read();
    await word.edit(['Dear «Name»?']);
    expect(told).toBe(2);
    stop?.();
    await settle();
    expect([word.listeners(), listeners.size]).toEqual([0, 0]);
  });

  test('an older Word is compared when the cursor moved', async () => {
    const { source, word, timers, moveCursor } = aSource({ set: '1.3' });
    let told = 0;
    await source.read();
    source.watch?.(() => (told += 1));
    word.state.paragraphs = ['other'];
    moveCursor();
    await timers.pass(LOOK_AFTER_MS);
    expect(told).toBe(1);
  });

  test('what changed while the pane was closed is noticed when it opens', async () => {
    const first = aSource();
    const read = await first.source.read();
    const mark = read.ok ? (read.mark ?? null) : null;
    for (const [text, times] of [
      ['Dear «Name»,', 0],
      ['other', 1],
    ] as const) {
      const { source, timers } = aSource({ paragraphs: [text] });
      let told = 0;
      source.watch?.(() => (told += 1), mark);
      await timers.pass(LOOK_AFTER_MS);
      expect([text, told]).toEqual([text, times]);
    }
  });

  test('marks on the screen are no change of the letter', async () => {
    const { source, word, timers } = aSource();
    let told = 0;
    await source.read();
    source.watch?.(() => (told += 1));
    await settle();
    const marking = source.highlight?.(true);
    await word.edit(word.state.paragraphs);
    await marking;
    expect(told).toBe(0);
    await timers.pass(1000);
    await word.edit(word.state.paragraphs);
    expect(told).toBe(1);
  });
});
