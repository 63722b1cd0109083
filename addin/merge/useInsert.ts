/** Puts fields into the open letter, one after another, and says how each of them stands there. */
import { useCallback, useRef, useState } from 'react';
import type { Pane } from '../session/usePane.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';

/** `onDone` is called when a field is in the letter. */
export function useInsert(source: Pane['letterSource'], onDone: () => void) {
  const [inserted, setInserted] = useState<string | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const put = source?.insertField ?? null;
  const insert = useCallback(
    (name: string) => {
      if (!put) return;
      const turn = async (before: Promise<unknown>) => {
        await before;
        const answer = await put(name);
        const { done, failed, unanswered } = letterTexts.insert;
        setInserted(answer.ok ? done[answer.as](name) : answer.silent ? unanswered(name) : failed(name));
        if (answer.ok) onDone();
      };
      queue.current = turn(queue.current);
    },
    [put, onDone],
  );
  return { insert: put && insert, inserted };
}
