/** The open Word document as the source of the letter, with what this Word can do. */
import { PATIENCE_MS, SHORT_PATIENCE_MS } from './askOffice.ts';
import { awaitWithin, type Pause } from './awaitWithin.ts';
import { fieldHighlighter, HIGHLIGHT_SET } from './highlightFields.ts';
import { insertField } from './insertField.ts';
import type { LetterSource, ReadLetter } from './letterSource.ts';
import type { EventSource, Signs } from './watchDocument.ts';
import { cursorSigns, markOfText, paragraphSigns, watchDocument } from './watchDocument.ts';
import type { FileSource, ReadDocument } from './wordDocument.ts';
import { readFlatDocument, readOpenDocument } from './wordDocument.ts';
import type { HasSet, WordRun } from './wordModel.ts';

export interface OpenWord {
  document: FileSource & EventSource;
  /** Office's own word for the platform. */
  platform: string | null;
  /** Null where Word is older than its object model. */
  run: WordRun | null;
  hasSet: HasSet;
  /** Whether the library that came with this page knows annotations: Word may, and an older office.js not. */
  knowsMarks: boolean;
  /** The pane was looked at again. */
  focused: Signs;
  later: (act: () => void, ms: number) => () => void;
  pause: Pause;
}

export function wordLetterSource(word: OpenWord): LetterSource {
  const { hasSet, platform, pause } = word;
  const run = word.run && patient(word.run, pause);
  if (!run || !hasSet('WordApi', '1.1'))
    return { kind: 'document', read: () => readLetter(word, null), watch: null, insertField: null, highlight: null };
  let known: string | null = null;
  let showing = false;
  const highlighter = word.knowsMarks && hasSet('WordApi', HIGHLIGHT_SET) ? fieldHighlighter(run) : null;
  const look = () => markOfText(run);
  const signs = { hints: hintsOf(word), look, later: word.later };
  const certain = hasSet('WordApi', '1.6') ? unless(() => showing, paragraphSigns(run)) : null;
  return {
    kind: 'document',
    async read() {
      // Before the file: what is typed while it is read must count as a change.
      const mark = await awaitWithin(look(), SHORT_PATIENCE_MS, pause).catch(() => null);
      const answer = await readLetter(word, run);
      if (!answer.ok) return answer;
      known = mark;
      return { ...answer, mark };
    },
    watch(changed, since) {
      if (since !== undefined) known = since;
      return watchDocument(
        { ...signs, certain },
        () => known,
        () => changed({ kind: 'changed' }),
      );
    },
    insertField: (name) => insertField({ run, hasSet, platform }, name),
    highlight:
      highlighter &&
      (async (on) => {
        showing = true;
        try {
          return await highlighter(on);
        } finally {
          // Word reports what happened to paragraphs a little later.
          word.later(() => (showing = false), REPORTS_LATE_MS);
        }
      }),
  };
}

const REPORTS_LATE_MS = 1000;

/** A Word that shows a box of its own answers nothing until it is closed. */
function patient(run: WordRun, pause: Pause): WordRun {
  const asked = run as (...given: unknown[]) => Promise<never>;
  return (...given: unknown[]) => awaitWithin(asked(...given), PATIENCE_MS, pause);
}

/**
 * The file, else the text as XML; where neither is handed out, the file's reason counts. Whoever did not answer for the one is not
 * asked for the other.
 */
async function readLetter({ document, platform, pause }: OpenWord, run: WordRun | null): Promise<ReadLetter> {
  const answer = await oncePatient(() => readOpenDocument(document, platform, pause), pause);
  if (answer.ok) return { ok: true, letter: { kind: 'docx', document: answer.document } };
  if (answer.reason === 'silent') return answer;
  const flat = run ? await readFlatDocument(document, run) : null;
  return flat ? { ok: true, letter: { kind: 'docx', document: flat } } : answer;
}

const BUSY_MS = 1000;

/** While Word saves, for example, it is busy for a moment. */
async function oncePatient(read: () => Promise<ReadDocument>, pause: Pause): Promise<ReadDocument> {
  const first = await read();
  if (first.ok || first.reason !== 'busy') return first;
  await pause(BUSY_MS);
  return read();
}

/** Both kinds of hints; the first one comes at once, for a document that changed while the pane was closed. */
function hintsOf({ document, focused }: OpenWord): Signs {
  return (sign) => {
    const stops = [cursorSigns(document)(sign), focused(sign)];
    sign();
    return () => {
      for (const stop of stops) stop();
    };
  };
}

function unless(silent: () => boolean, signs: Signs): Signs {
  return (sign) =>
    signs(() => {
      if (!silent()) sign();
    });
}
