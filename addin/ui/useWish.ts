/** Shows a choice at once: the wish counts until what is saved has been read again, or the server did not take it. */
import { useState } from 'react';

interface Wish<T> {
  value: T;
  /** What is saved was read again since: before the saving was over (its own answer, or an older one), or after it. */
  reread: boolean;
  over: boolean;
}

/** `save` resolves to whether the server took it. */
export function useWish<T>(saved: T, save: (value: T) => Promise<boolean>): [value: T, choose: (value: T) => void] {
  const [wish, setWish] = useState<Wish<T> | null>(null);
  const [seen, setSeen] = useState(saved);
  if (seen !== saved) {
    setSeen(saved);
    // While it is being saved this may be the answer to an older wish: going back to it would flicker.
    setWish(wish === null || wish.over ? null : { ...wish, reread: true });
  }
  const choose = async (value: T) => {
    setWish({ value, reread: false, over: false });
    const taken = await save(value);
    setWish((now) => {
      // A newer wish waits for its own end.
      if (now === null || now.value !== value) return now;
      return taken && !now.reread ? { ...now, over: true } : null;
    });
  };
  return [wish === null ? saved : wish.value, (value) => void choose(value)];
}
