import { describe, expect, test } from '@jest/globals';
import type { FileSource } from '../../../addin/office/wordDocument.ts';
import { documentName, readOpenDocument } from '../../../addin/office/wordDocument.ts';
import { fakePause } from '../support/paneForTest.tsx';
import { readHost } from '../../../addin/office/host.ts';

function fakeSource(slices: number[][], failing: { open?: number; slice?: number } = {}) {
  const state = { closed: 0, sliceSize: 0, type: '' };
  const source: FileSource = {
    url: 'https://contoso.sharepoint.com/docs/Invoice%20October.docx?web=1',
    getFileAsync: (type, { sliceSize }, done) => {
      Object.assign(state, { type, sliceSize });
      const file = {
        size: 3,
        sliceCount: slices.length,
        getSliceAsync: (index: number, got: (result: unknown) => void) => {
          if (failing.slice === index) got({ status: 'failed', error: { code: 5001, message: 'internal' } });
          else got({ status: 'succeeded', value: { data: slices[index] } });
        },
        closeAsync: (done?: () => void) => {
          state.closed += 1;
          done?.();
        },
      };
      const value = file as never;
      done(
        failing.open ? { status: 'failed', value, error: { code: failing.open, message: 'no' } } : { status: 'succeeded', value },
      );
    },
  };
  return { source, state };
}

/** Patience never ends. */
const patient = () => new Promise<void>(() => undefined);

describe('the open document', () => {
  test('is put together from its slices and closed', async () => {
    const { source, state } = fakeSource([[80, 75], [3, 4], [5]]);
    const answer = await readOpenDocument(source, 'PC', patient);
    expect(answer.ok && [answer.document.name, answer.document.content.size]).toEqual(['Invoice October.docx', 5]);
    expect(state).toEqual({ closed: 1, sliceSize: 4 * 1024 * 1024, type: 'compressed' });
  });

  test('iPad gets small slices', async () => {
    const { source, state } = fakeSource([[1]]);
    await readOpenDocument(source, 'iOS', patient);
    expect(state.sliceSize).toBe(64 * 1024);
  });

  test('a slice that fails still closes the file', async () => {
    const { source, state } = fakeSource([[1], [2]], { slice: 1 });
    expect(await readOpenDocument(source, 'PC', patient)).toEqual({ ok: false, reason: 'busy', detail: '5001 internal' });
    expect(state.closed).toBe(1);
  });

  test.each([
    ['an error inside Word', 5001, 'busy'],
    ['a call that took too long', 5011, 'busy'],
    ['too many calls at once', 5100, 'busy'],
    ['a limit for a while', 5102, 'busy'],
    ['another pane is reading the same document', 11000, 'busy'],
    ['a bad connection to the document', 11001, 'busy'],
    ['not supported', 5000, 'refused'],
    ['a session of Word that is over', 5012, 'refused'],
    ['no permission', 7000, 'refused'],
  ])('is not handed out because of %s (%d): %s', async (_, open, reason) => {
    const { source } = fakeSource([], { open });
    expect(await readOpenDocument(source, 'PC', patient)).toEqual({ ok: false, reason, detail: `${open} no` });
  });

  describe('of a Word that does not answer', () => {
    type Step = 'open' | 'slice' | 'close';
    function silentSource(at: Step) {
      const { source, state } = fakeSource([[1, 2]]);
      let hand: () => void = () => undefined;
      const silent: FileSource = {
        getFileAsync: (type, how, done) =>
          source.getFileAsync?.(type, how, (answer) => {
            const file = { ...answer.value };
            if (at === 'slice') file.getSliceAsync = () => undefined;
            if (at === 'close') file.closeAsync = () => void (state.closed += 1);
            const tell = () => done({ ...answer, value: file });
            if (at === 'open') hand = tell;
            else tell();
          }),
      };
      return { silent, state, hand: () => hand() };
    }
    const SILENT = { ok: false, reason: 'silent', detail: 'no answer' };

    test.each<[Step, number, unknown, number]>([
      ['open', 30_000, SILENT, 0],
      ['slice', 30_000, SILENT, 1],
      ['close', 5000, { ok: true }, 1],
    ])('at %s, the reading ends after %d ms', async (step, ms, expected, closed) => {
      const clock = fakePause();
      const { silent, state } = silentSource(step);
      let end: unknown = null;
      void readOpenDocument(silent, 'PC', clock.pause).then((answer) => (end = answer));
      await clock.pass(0);
      await clock.pass(ms - 1);
      expect(end).toBeNull();
      await clock.pass(ms);
      expect(end).toMatchObject(expected as object);
      expect(state.closed).toBe(closed);
    });

    test('a file that is handed over too late is closed', async () => {
      const clock = fakePause();
      const { silent, state, hand } = silentSource('open');
      const reading = readOpenDocument(silent, 'PC', clock.pause);
      await clock.pass(0);
      await clock.pass(30_000);
      await reading;
      hand();
      await clock.pass(0);
      expect(state.closed).toBe(1);
    });
  });

  test.each([
    ['C:\\Users\\anna\\Letter.docx', 'Letter.docx'],
    ['file:///Users/anna/Br%C3%BCcke.docm', 'Brücke.docm'],
    ['https://x/y/Bad%ZZ.docx', 'Bad%ZZ.docx'],
    ['https://x/y/Letter', 'Letter.docx'],
    ['', 'Document.docx'],
  ])('%s is called %s', (url, name) => {
    expect(documentName(url)).toBe(name);
  });
});

describe('the host', () => {
  const ui = { displayDialogAsync: () => undefined };
  test.each([
    ['no office.js', undefined, 'browser', false],
    ['office.js outside Office', { onReady: async () => ({ host: null, platform: null }), context: {} }, 'browser', false],
    ['Word', { onReady: async () => ({ host: 'Word', platform: 'PC' }), context: { ui, partitionKey: 'p1' } }, 'word', true],
    ['Outlook', { onReady: async () => ({ host: 'Outlook', platform: 'OfficeOnline' }), context: { ui } }, 'outlook', true],
    ['Excel', { onReady: async () => ({ host: 'Excel', platform: 'PC' }), context: { ui } }, 'other', true],
    ['office.js that never answers', { onReady: () => new Promise<never>(() => undefined), context: {} }, 'browser', false],
  ])('%s', async (_, office, name, hasDialogs) => {
    expect(await readHost(office, 5)).toMatchObject({ name, hasDialogs });
  });
});
