/** Work under one key runs one piece after the other, in the order it came; work under other keys does not wait for it. */
export type OneAfterAnother = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function oneAfterAnother(): OneAfterAnother {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
