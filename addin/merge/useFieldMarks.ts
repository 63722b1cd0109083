/** Marks in the open letter where its fields stand. They are taken away when the merge is left. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Pane } from '../session/usePane.ts';

export interface FieldMarks {
  on: boolean;
  failed: boolean;
  /** Null where the letter cannot be marked. */
  set: ((on: boolean) => void) | null;
  /** Marks anew what came since, where marks are on. */
  renew: () => void;
}

export function useFieldMarks(source: Pane['letterSource']): FieldMarks {
  const highlight = source?.highlight ?? null;
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const wanted = useRef(false);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const put = useCallback(
    (next: boolean) => {
      if (!highlight) return;
      wanted.current = next;
      setOn(next);
      const turn = async (before: Promise<unknown>) => {
        await before;
        const done = await highlight(next);
        setFailed(!done);
        if (done || !next) return;
        wanted.current = false;
        setOn(false);
      };
      // One after another: two quick clicks must not leave marks that nobody knows of.
      queue.current = turn(queue.current);
    },
    [highlight],
  );
  useEffect(
    () => () => {
      if (wanted.current) put(false);
    },
    [put],
  );
  const renew = useCallback(() => {
    if (wanted.current) put(true);
  }, [put]);
  return { on, failed, set: highlight && put, renew };
}
