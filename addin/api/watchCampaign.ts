/** Follows a campaign: server-sent events read with fetch, so that the session stays out of the address. */
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { campaignEvents } from '../../shared/api/campaigns.ts';
import type { Answer, Call, Failure } from './call.ts';
import { createEventParser } from './parseEvents.ts';

export interface Watching {
  onSummary: (summary: CampaignSummary) => void;
  /** `true` when events flow, `false` while it tries to reach the server again. */
  onLive: (live: boolean) => void;
  /** The stream cannot be read at all (deleted, signed out); nothing is tried any more. */
  onEnd: (failure: Failure) => void;
}

const WAITS_MS = [500, 1000, 2000, 5000, 10_000];

/** Runs until `signal` aborts or the server refuses for good; a broken line is taken up again, ever more slowly. */
export async function watchCampaign(
  call: Call,
  id: string,
  watching: Watching,
  signal: AbortSignal,
  wait: (ms: number, signal: AbortSignal) => Promise<void> = waitFor,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const opened = await open(call, id, signal);
    if (signal.aborted) return;
    if (opened.ok) {
      const received = await readStream(opened.value, watching, signal);
      if (received) failures = 0;
    } else if (opened.failure.status >= 400 && opened.failure.status < 500 && opened.failure.status !== 429) {
      watching.onEnd(opened.failure);
      return;
    }
    if (signal.aborted) return;
    watching.onLive(false);
    await wait(WAITS_MS[Math.min(failures++, WAITS_MS.length - 1)] ?? 10_000, signal);
  }
}

async function open(call: Call, id: string, signal: AbortSignal): Promise<Answer<Response>> {
  try {
    return await call.raw(campaignEvents, { params: { id } }, { signal });
  } catch (error) {
    if (signal.aborted) return { ok: false, failure: { ...aborted } };
    throw error;
  }
}

const aborted: Failure = {
  code: 'NETWORK',
  status: 0,
  sentence: '',
  requestId: null,
  provider: null,
  details: null,
  retryAfter: null,
};

/** True when at least one event came before the line ended. */
async function readStream(response: Response, watching: Watching, signal: AbortSignal): Promise<boolean> {
  const reader = response.body?.getReader();
  if (!reader) return false;
  const decoder = new TextDecoder();
  const parse = createEventParser();
  let received = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || signal.aborted) return received;
      for (const { event, data } of parse(decoder.decode(value, { stream: true }))) {
        if (event !== 'campaign') continue;
        if (!received) watching.onLive(true);
        received = true;
        watching.onSummary(JSON.parse(data) as CampaignSummary);
      }
    }
  } catch {
    // The line broke in the middle: the caller takes it up again, and the server then sends the present state first.
    return received;
  }
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
