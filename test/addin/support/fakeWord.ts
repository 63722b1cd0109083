/** A Word in memory for the code of addin/office: text in paragraphs, a cursor, events, and refusals that a test asks for. */
import type { HasSet, WordContext, WordEvent, WordRange, WordRun } from '../../../addin/office/wordModel.ts';

export interface FakeWordOptions {
  paragraphs?: string[];
  selected?: string;
  /** Highest WordApi set; default 1.8. */
  set?: string;
  /** Calls that fail at the next sync, by name. */
  refuses?: string[];
  /** No sync ever ends. */
  silent?: boolean;
}

export function fakeWord({ paragraphs = [''], selected = '', set = '1.8', refuses = [], silent = false }: FakeWordOptions = {}) {
  const state = { paragraphs, selected, refuses, done: [] as string[], marks: new Map<string, string>() };
  const heard = new Set<() => Promise<void>>();
  let pending: string | null = null;
  let marks = 0;
  // A batch ends with the call that is refused; what it did before stays done.
  const act = (call: string, what: string) => {
    if (state.refuses.includes(call)) pending ??= call;
    else if (pending === null) state.done.push(what);
  };
  const events: WordEvent = {
    add: (listener) => {
      heard.add(listener);
      return { context: 'its own', remove: () => void heard.delete(listener) };
    },
  };
  const range = (): WordRange => ({
    get text() {
      return state.selected;
    },
    load: () => undefined,
    insertText(text, where) {
      act('insertText', `text ${text} ${where}`);
      return range();
    },
    delete: () => act('delete', 'delete'),
    insertContentControl() {
      act('insertContentControl', 'control');
      return {
        title: '',
        appearance: '',
        load: () => undefined,
        get tag() {
          return '';
        },
        set tag(tag: string) {
          act('tag', `tag ${tag}`);
        },
        getRange: (where) => ({ select: (mode) => act('getRange', `cursor ${where} ${mode}`) }),
      };
    },
    insertField(where, type, text, removeFormatting) {
      act('insertField', `${type} ${text} ${where} ${removeFormatting}`);
      return { code: '', select: (mode) => act('select', `cursor ${mode}`) };
    },
    select: (mode) => act('select', `cursor ${mode}`),
  });
  const context: WordContext = {
    document: {
      body: {
        get text() {
          return state.paragraphs.join('\r');
        },
        load: () => undefined,
        paragraphs: {
          load: () => undefined,
          get items() {
            return state.paragraphs.map((text) => ({
              text,
              insertAnnotations({ critiques }: { critiques: { start: number; length: number }[] }) {
                act('insertAnnotations', `marks ${critiques.length}`);
                const value = critiques.map(({ start, length }) => {
                  const id = `mark-${(marks += 1)}`;
                  state.marks.set(id, text.slice(start, start + length));
                  return id;
                });
                return { value };
              },
            }));
          },
        },
        getOoxml() {
          act('getOoxml', 'ooxml');
          return { value: `<pkg:package>${state.paragraphs.join('')}</pkg:package>` };
        },
      },
      getSelection: range,
      getAnnotationById: (id) => ({
        delete() {
          if (!state.marks.delete(id)) pending ??= `no ${id}`;
        },
      }),
      onParagraphAdded: events,
      onParagraphChanged: events,
      onParagraphDeleted: events,
    },
    async sync() {
      if (silent) return new Promise(() => undefined);
      const failed = pending;
      pending = null;
      if (failed !== null) throw new Error(`GeneralException ${failed}`);
    },
  };
  const run = (async (...given: unknown[]) => {
    const batch = given.at(-1) as (context: WordContext) => Promise<unknown>;
    return batch(context);
  }) as WordRun;
  const hasSet: HasSet = (_, version) => Number(version.split('.')[1]) <= Number(set.split('.')[1]);
  return {
    run,
    hasSet,
    state,
    /** Somebody changes a paragraph; Word reports it where it can. */
    async edit(texts: string[]) {
      state.paragraphs = texts;
      for (const listener of heard) await listener();
    },
    listeners: () => heard.size,
  };
}
