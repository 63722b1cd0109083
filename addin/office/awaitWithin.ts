/** Waits for an answer of the Office host, and not for ever: a host that shows a box of its own answers nobody until it is closed. */

export type Pause = (ms: number) => Promise<void>;

/** The host has not answered in time. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

/** Rejects with `NoAnswer` after `ms`; `late` is given what comes afterwards. */
export async function awaitWithin<T>(work: Promise<T>, ms: number, pause: Pause, late?: (value: T) => void): Promise<T> {
  let over = false;
  const end = pause(ms).then((): never => {
    over = true;
    throw new NoAnswer();
  });
  if (late)
    work.then(
      (value) => over && late(value),
      () => undefined,
    );
  return Promise.race([work, end]);
}
