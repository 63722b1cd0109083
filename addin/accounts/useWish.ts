/** Shows a choice at once: the wish counts until what is saved has been read again, or the server did not take it. */
import { useState } from 'react';

export function useWish<T>(saved: T, save: (value: T) => Promise<boolean>): [value: T, choose: (value: T) => void] {
  const [wish, setWish] = useState<{ value: T } | null>(null);
  const [seen, setSeen] = useState(saved);
  if (seen !== saved) {
    setSeen(saved);
    setWish(null);
  }
  const choose = async (value: T) => {
    setWish({ value });
    if (!(await save(value))) setWish(null);
  };
  return [wish === null ? saved : wish.value, (value) => void choose(value)];
}
