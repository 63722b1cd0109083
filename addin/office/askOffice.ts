/** Office answers by callback; here an answer is a value, and a refusal one too. */

export interface OfficeAnswer<T> {
  status: string;
  value: T;
  error?: { code: number; message: string };
}

/** `detail` is Office's own code and words. */
export type Asked<T> = { ok: true; value: T } | { ok: false; detail: string };

/** What is asked of an item that was closed or exchanged meanwhile may never be answered. */
const PATIENCE_MS = 30_000;

/** Outlook throws where something is not there at all or not allowed, and calls back with an error otherwise: both are refusals. */
export async function askOffice<T>(
  pause: (ms: number) => Promise<void>,
  ask: (done: (answer: OfficeAnswer<T>) => void) => void,
): Promise<Asked<T>> {
  const answered = new Promise<Asked<T>>((resolve) => {
    try {
      ask((answer) => resolve(asked(answer)));
    } catch (error) {
      resolve({ ok: false, detail: error instanceof Error ? error.message : String(error) });
    }
  });
  const silent = pause(PATIENCE_MS).then((): Asked<T> => ({ ok: false, detail: 'no answer' }));
  return Promise.race([answered, silent]);
}

function asked<T>({ status, value, error }: OfficeAnswer<T>): Asked<T> {
  if (status === 'succeeded') return { ok: true, value };
  return { ok: false, detail: error ? `${error.code} ${error.message}` : 'no reason given' };
}
