/** Where the letter comes from, and whether it is still what was read. In Office it is read at once: nobody opens the pane for another one. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PaneStorage, RememberedLetter } from '../session/paneStorage.ts';
import { LETTER_MEMORY } from '../session/paneStorage.ts';
import { usePane } from '../session/usePane.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import { fieldNews } from './fieldNews.ts';
import type { Before, Brought, LetterNews, ReadLetter } from './letterChange.ts';
import { broughtBy, documentChange, letterChange } from './letterChange.ts';
import type { DraftWork } from './useDraft.ts';
import { useFieldMarks } from './useFieldMarks.ts';
import { useInsert } from './useInsert.ts';

/** The reading that the draft on the server holds. `mark` tells a difference; null: nothing to compare with. */
interface Reading {
  mark: string | null;
  at: number;
  brought: Brought | null;
}

export function useLetter(work: DraftWork, draftId: string | null) {
  const { letterSource: source, storage, now } = usePane();
  const { change } = work;
  const draft = work.state.draft;
  const [trouble, setTrouble] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const [last, setLast] = useState(() => remembered(storage, draftId));
  const [before, setBefore] = useState<readonly string[] | null>(null);
  const [remarks, setRemarks] = useState<readonly string[]>([]);
  const [news, setNews] = useState<LetterNews>(SAME);

  const store = useCallback(
    async (letter: ReadLetter, mark: string | null, before: Before) => {
      let old: readonly string[] | null = null;
      const done = await change('letter', (own) => {
        old = own?.letter?.fields ?? null;
        return letterChange(letter, own, before);
      });
      if (!done) return;
      setLast({ mark, at: now(), brought: broughtBy(letter) });
      setRemarks(letter.kind === 'docx' ? [] : letter.remarks);
      setBefore(old);
      setNews(SAME);
    },
    [change, now],
  );
  const take = useCallback(
    async (file: File) => {
      setTrouble(null);
      const done = await change('letter', (own) => documentChange(file.name, file, own));
      if (!done) return;
      setLast({ mark: null, at: now(), brought: null });
      setRemarks([]);
      setBefore(null);
      setNews(SAME);
    },
    [change, now],
  );
  const instead = news.kind === 'another';
  const read = useCallback(async () => {
    if (!source) return;
    setTrouble(null);
    setReading(true);
    const answer = await source.read().finally(() => setReading(false));
    if (answer.ok) await store(answer.letter, answer.mark ?? null, { brought: last?.brought ?? null, instead });
    else
      setTrouble(
        source.kind === 'draft' && answer.reason === 'refused' ? answer.detail : letterTexts[source.kind][answer.reason],
      );
  }, [source, store, last, instead]);

  const firstTime = useRef(work.fresh && draft === null && work.state.work.kind === 'idle');
  useEffect(() => {
    if (firstTime.current) void read();
    firstTime.current = false;
  }, [read]);
  const mark = last?.mark ?? null;
  const isRead = last !== null;
  useEffect(() => (isRead ? source?.watch?.(setNews, mark) : undefined), [source, isRead, mark]);
  useEffect(() => {
    if (draft && last) storage.write(LETTER_MEMORY, { ...last, id: draft.id } satisfies RememberedLetter);
  }, [draft, last, storage]);

  const marks = useFieldMarks(source);
  const { renew } = marks;
  const onInserted = useCallback(() => {
    setNews(CHANGED);
    renew();
  }, [renew]);
  return {
    /** The words of what is read here; null in a browser, where a file is dropped. */
    words: source ? letterTexts[source.kind] : null,
    trouble,
    reading,
    readAt: last?.at ?? null,
    /** Whether what is open is no longer what was read. */
    changed: news.kind !== 'same',
    /** Another mail is beside the pane than the one that was read: the subjects of both. */
    another:
      news.kind === 'another'
        ? { now: news.subject || letterTexts.unnamed, read: last?.brought?.subject || letterTexts.unnamed }
        : null,
    /** Sentences on what of the draft does not go along. */
    left: draft?.letter?.left ?? NOTHING,
    /** What the last reading changed about the fields. */
    news: before && draft?.letter ? fieldNews(before, draft.letter.fields) : null,
    remarks,
    take: (file: File) => void take(file),
    read: source ? () => void read() : null,
    marks,
    // A field belongs into the mail that is the letter, and that one is not open.
    ...useInsert(instead ? null : source, onInserted),
  };
}

const SAME: LetterNews = { kind: 'same' };
const CHANGED: LetterNews = { kind: 'changed' };
const NOTHING: readonly string[] = [];

export type LetterWork = ReturnType<typeof useLetter>;

/** What this pane knew of the draft's letter when it was closed. */
function remembered(storage: PaneStorage, draftId: string | null): Reading | null {
  const kept = storage.read(LETTER_MEMORY) as RememberedLetter | null;
  if (draftId === null || kept === null || kept.id !== draftId) return null;
  return { mark: kept.mark ?? null, at: kept.at, brought: kept.brought ?? null };
}
