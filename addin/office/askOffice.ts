/** Office answers by callback; here an answer is a value, and a refusal one too. */
import { awaitWithin, NoAnswer, type Pause } from './awaitWithin.ts';

export interface OfficeAnswer<T> {
  status: string;
  value: T;
  error?: { code: number; message: string };
}

/** `detail` is Office's own code and words. `silent`: there was no answer in time. */
export type Asked<T> = { ok: true; value: T } | { ok: false; silent: boolean; code: number | null; detail: string };

/** What is asked of an item that was closed or exchanged meanwhile, or behind an open box of Office, may never be answered. */
export const PATIENCE_MS = 30_000;
/** For what the letter can do without. */
export const SHORT_PATIENCE_MS = 5000;

export interface AskHow<T> {
  ms?: number;
  /** Given what Office hands over too late, to put it away again. */
  late?: (value: T) => void;
}

/** Outlook throws where something is not there at all or not allowed, and calls back with an error otherwise: both are refusals. */
export async function askOffice<T>(
  pause: Pause,
  ask: (done: (answer: OfficeAnswer<T>) => void) => void,
  { ms = PATIENCE_MS, late }: AskHow<T> = {},
): Promise<Asked<T>> {
  const answered = new Promise<Asked<T>>((resolve) => {
    try {
      ask((answer) => resolve(asked(answer)));
    } catch (error) {
      resolve({ ok: false, silent: false, code: null, detail: error instanceof Error ? error.message : String(error) });
    }
  });
  try {
    return await awaitWithin(answered, ms, pause, (answer) => answer.ok && late?.(answer.value));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { ok: false, silent: true, code: null, detail: error.message };
  }
}

function asked<T>({ status, value, error }: OfficeAnswer<T>): Asked<T> {
  if (status === 'succeeded') return { ok: true, value };
  const detail = error ? `${error.code} ${error.message}` : 'no reason given';
  return { ok: false, silent: false, code: error?.code ?? null, detail };
}
