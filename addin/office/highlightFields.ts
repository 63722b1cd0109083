/**
 * Shows where the fields stand, by Word's annotations: marks on the screen that never are a part of the document, neither of the
 * file nor of what a colleague sees, and that go when it is closed. Colours of the text would be formatting: they would travel
 * into the mails, and taking them away again would wipe out those that were there before.
 */
import type { Critique, WordRun } from './wordModel.ts';

/** Annotations came with this set; they also need a Microsoft 365 subscription (office-js #4953), which only trying tells. */
export const HIGHLIGHT_SET = '1.7';

const SHOWN_FIELD = /«[^«»\r\n]{1,100}»|\{\{[^{}\r\n]{1,500}\}\}/g;

/** Turns marks on or off; answers whether that worked. Turning on again marks anew. */
export function fieldHighlighter(run: WordRun): (on: boolean) => Promise<boolean> {
  let marked: string[] = [];
  const clear = async () => {
    const ids = marked;
    marked = [];
    if (ids.length === 0) return;
    const all = await tried(() => deleteMarks(run, ids));
    // Somebody waved one away, and with it the whole batch failed.
    if (!all) for (const id of ids) await tried(() => deleteMarks(run, [id]));
  };
  const mark = () =>
    run(async (context) => {
      const { paragraphs } = context.document.body;
      paragraphs.load('items/text');
      await context.sync();
      const answers = paragraphs.items.flatMap((paragraph) => {
        const critiques = critiquesIn(paragraph.text);
        return critiques.length === 0 ? [] : [paragraph.insertAnnotations({ critiques })];
      });
      await context.sync();
      marked = answers.flatMap(({ value }) => value);
    });
  return async (on) => {
    await clear();
    return on ? tried(mark) : true;
  };
}

export function critiquesIn(text: string): Critique[] {
  return [...text.matchAll(SHOWN_FIELD)].map(({ index, 0: found }) => ({
    colorScheme: 'Blue',
    start: index,
    length: found.length,
  }));
}

function deleteMarks(run: WordRun, ids: readonly string[]): Promise<void> {
  return run(async (context) => {
    for (const id of ids) context.document.getAnnotationById(id).delete();
    await context.sync();
  });
}

async function tried(act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch {
    return false;
  }
}
