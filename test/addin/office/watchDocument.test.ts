import { describe, expect, test } from '@jest/globals';
import { LOOK_AFTER_MS, markOf, markOfText, paragraphSigns, watchDocument } from '../../../addin/office/watchDocument.ts';
import { fakeWord } from '../support/fakeWord.ts';
import { fakeTimers, settle } from '../support/paneForTest.tsx';

function aWatch(known: string | null = 'as read') {
  const timers = fakeTimers();
  const state = { known, text: 'as read' as string | null, looks: 0, told: 0, listening: 0 };
  const signals: Record<'certain' | 'hint', () => void> = { certain: () => undefined, hint: () => undefined };
  const signs = (kind: 'certain' | 'hint') => (sign: () => void) => {
    signals[kind] = sign;
    state.listening += 1;
    return () => void (state.listening -= 1);
  };
  const look = async () => {
    state.looks += 1;
    return state.text;
  };
  const parts = { certain: signs('certain'), hints: signs('hint'), look, later: timers.later };
  const stop = watchDocument(
    parts,
    () => state.known,
    () => (state.told += 1),
  );
  return { state, signals, timers, stop };
}

describe('a document that is no longer what was read', () => {
  test('many movements of the cursor are one look at the text, once they rest', async () => {
    const { state, signals, timers } = aWatch();
    for (let i = 0; i < 50; i += 1) signals.hint();
    expect(timers.count()).toBe(1);
    await timers.pass(LOOK_AFTER_MS);
    expect([state.looks, state.told]).toEqual([1, 0]);
  });

  test('another text is told, once', async () => {
    const { state, signals, timers } = aWatch();
    state.text = 'different';
    signals.hint();
    await timers.pass(LOOK_AFTER_MS);
    signals.hint();
    await timers.pass(LOOK_AFTER_MS);
    expect([state.told, state.looks]).toEqual([1, 1]);
  });

  test('read again and changed again is told again', async () => {
    const { state, signals, timers } = aWatch();
    signals.certain();
    state.known = state.text = 'read again';
    signals.hint();
    await timers.pass(LOOK_AFTER_MS);
    expect(state.told).toBe(1);
    signals.certain();
    expect(state.told).toBe(2);
  });

  test('what Word reports needs no look', () => {
    const { state, signals } = aWatch();
    signals.certain();
    expect([state.told, state.looks]).toEqual([1, 0]);
  });

  test.each([
    ['nothing was read yet', null, 'text'],
    ['the text cannot be had', 'as read', null],
  ])('nothing is told where %s', async (_, known, text) => {
    const { state, signals, timers } = aWatch(known);
    state.text = text;
    signals.hint();
    await timers.pass(LOOK_AFTER_MS);
    if (known === null) signals.certain();
    expect(state.told).toBe(0);
  });

  test('after the end nothing is heard, and nothing waits', async () => {
    const { state, signals, timers, stop } = aWatch();
    signals.hint();
    stop();
    signals.certain();
    signals.hint();
    expect([state.listening, timers.count(), state.told]).toEqual([0, 0, 0]);
  });
});

describe('what Word reports of paragraphs', () => {
  test('is heard until it is ended', async () => {
    const word = fakeWord();
    let heard = 0;
    const stop = paragraphSigns(word.run)(() => (heard += 1));
    await settle();
    await word.edit(['new']);
    expect(heard).toBeGreaterThan(0);
    stop();
    await settle();
    expect(word.listeners()).toBe(0);
  });

  test('ended before it began, nobody listens', async () => {
    const word = fakeWord();
    paragraphSigns(word.run)(() => undefined)();
    await settle();
    expect(word.listeners()).toBe(0);
  });
});

describe('the mark of a text', () => {
  test.each([
    ['a', 'b'],
    ['ab', 'ba'],
    ['', ' '],
    ['«Name»', '«name»'],
  ])('tells %j from %j', (one, other) => {
    expect(markOf(one)).not.toBe(markOf(other));
    expect(markOf(one)).toBe(markOf(one));
  });

  test('is that of the whole body', async () => {
    expect(await markOfText(fakeWord({ paragraphs: ['one', 'two'] }).run)).toBe(markOf('one\rtwo'));
  });
});
