/**
 * Notices that the document is no longer what was read. Two kinds of signs: Word says that a paragraph changed (certain; not in every
 * Word, and it has missed some, office-js #4874), or the cursor moved or the pane was looked at again (a hint: then the text is compared).
 * Nothing looks by the clock, and never at the whole file.
 */
import type { WordEvent, WordHandler, WordRun } from './wordModel.ts';

/** Calls back at each sign; answers with the function that ends it. */
export type Signs = (sign: () => void) => () => void;

export interface DocumentWatch {
  /** Signs that something changed for certain; null where this Word has none. */
  certain: Signs | null;
  /** Signs that something may have changed. */
  hints: Signs;
  /** A short mark of what stands in the document now; null: cannot be told. */
  look: () => Promise<string | null>;
  later: (act: () => void, ms: number) => () => void;
}

/** Who types moves the cursor with every letter; the text is compared once they rest, and not more often than this. */
export const LOOK_AFTER_MS = 2000;

/**
 * `known` is the mark of the last reading, asked for at each comparison. Calls back once for each difference: not again before the
 * document was read anew.
 */
export function watchDocument(watch: DocumentWatch, known: () => string | null, changed: () => void): () => void {
  let ended = false;
  let told: string | null = null;
  let cancel: (() => void) | null = null;
  const tell = () => {
    if (ended || known() === null || told === known()) return;
    told = known();
    changed();
  };
  const look = async () => {
    cancel = null;
    const before = known();
    if (before === null || told === before) return;
    const mark = await watch.look();
    // A reading that ended meanwhile made another mark the known one.
    if (mark !== null && known() === before && mark !== before) tell();
  };
  const stops = [
    watch.certain?.(tell),
    watch.hints(() => {
      cancel ??= ended ? null : watch.later(() => void look(), LOOK_AFTER_MS);
    }),
  ];
  return () => {
    ended = true;
    cancel?.();
    for (const stop of stops) stop?.();
  };
}

/** The text of the letter as a short mark: its length and a 53-bit hash. Fields are in it as they are shown. */
export async function markOfText(run: WordRun): Promise<string | null> {
  try {
    return await run(async (context) => {
      const { body } = context.document;
      body.load('text');
      await context.sync();
      return markOf(body.text);
    });
  } catch {
    return null;
  }
}

/** cyrb53: two multiplying 32-bit hashes side by side. Not against malice, only against not noticing. */
export function markOf(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2654435761);
    two = Math.imul(two ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return `${text.length}.${(4294967296 * (2097151 & two) + (one >>> 0)).toString(36)}`;
}

/** Word's own events about paragraphs (WordApi 1.6). Registering takes a moment; whoever ends it before then is heeded. */
export function paragraphSigns(run: WordRun): Signs {
  return (sign) => {
    let ended = false;
    let handlers: WordHandler[] = [];
    const heard = async () => {
      if (!ended) sign();
    };
    const begun = run(async (context) => {
      const { onParagraphAdded, onParagraphChanged, onParagraphDeleted } = context.document;
      handlers = [onParagraphAdded, onParagraphChanged, onParagraphDeleted].map((event: WordEvent) => event.add(heard));
      await context.sync();
    }).catch(() => undefined);
    return () => {
      ended = true;
      void begun.then(() => removeAll(run, handlers));
    };
  };
}

async function removeAll(run: WordRun, handlers: readonly WordHandler[]): Promise<void> {
  const [first] = handlers;
  if (!first) return;
  const remove = run(first.context, async (context) => {
    for (const handler of handlers) handler.remove();
    await context.sync();
  });
  // The page is closing, or Word forgot them already: either way nobody hears them any more.
  await remove.catch(() => undefined);
}

/** `Office.context.document`, as far as events go. */
export interface EventSource {
  addHandlerAsync: (type: string, handler: () => void) => void;
  removeHandlerAsync: (type: string, options: { handler: () => void }) => void;
}

/** The value of Office.EventType.DocumentSelectionChanged. */
const SELECTION_CHANGED = 'documentSelectionChanged';

export function cursorSigns(source: EventSource): Signs {
  return (sign) => {
    source.addHandlerAsync(SELECTION_CHANGED, sign);
    return () => source.removeHandlerAsync(SELECTION_CHANGED, { handler: sign });
  };
}
