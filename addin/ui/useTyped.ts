/** A text that is saved while it is typed: after a pause, on leaving the field, and when the screen goes away. */
import { useCallback, useEffect, useRef, useState } from 'react';

const PAUSE_MS = 700;

export interface Typed {
  text: string;
  type: (text: string) => void;
  /** Saves at once what is not saved yet. */
  flush: () => void;
}

/**
 * `saved` is the value on the server; it is taken over only while nobody types. `unsaved` is a text that was typed before the
 * pane was closed and never arrived: it is shown, and saved now.
 */
export function useTyped(saved: string, save: (text: string) => void, unsaved: string | null = null): Typed {
  const [text, setText] = useState(unsaved ?? saved);
  const pending = useRef<string | null>(unsaved);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saving = useRef(save);

  useEffect(() => {
    saving.current = save;
  });
  const flush = useCallback(() => {
    clearTimeout(timer.current);
    const value = pending.current;
    pending.current = null;
    if (value !== null) saving.current(value);
  }, []);
  const type = useCallback(
    (value: string) => {
      setText(value);
      pending.current = value;
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, PAUSE_MS);
    },
    [flush],
  );
  useEffect(() => {
    if (pending.current === null) setText(saved);
  }, [saved]);
  useEffect(() => {
    // What was left from last time goes out first; what is left at the end goes out on the way.
    flush();
    return flush;
  }, [flush]);
  return { text, type, flush };
}
