/**
 * The last page of a connection window. The server has done everything; the page says so by itself and works without this
 * script. Here the pane is told sooner, on every channel that exists, and the window closes by itself.
 */
import { loadOfficeMessenger } from '../office/dialogMessenger.ts';
import { CONNECT_CHANNEL } from '../office/connectMessage.ts';

const CLOSE_AFTER_MS = 1500;

function readOutcome(data: DOMStringMap): string {
  const { status = '', connectId = '', email, code } = data;
  return JSON.stringify({ source: 'mergepost', status, connectId, email: email || null, code: code || null });
}

/** Whether the pane has surely been told; the broadcast alone may have reached nobody. */
async function tellPane(data: DOMStringMap): Promise<boolean> {
  const message = readOutcome(data);
  // A channel of our own origin, not a window: it has no target origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  if ('BroadcastChannel' in window) new BroadcastChannel(CONNECT_CHANNEL).postMessage(message);
  const { host } = data;
  if (host === 'office' || host === 'office-web') {
    const send = await loadOfficeMessenger(window, host);
    send?.(message);
    return send !== null;
  }
  const opener = window.opener as Window | null;
  opener?.postMessage(message, window.location.origin);
  return opener !== null;
}

async function main({ dataset }: HTMLElement): Promise<void> {
  const told = await tellPane(dataset);
  // A failure stays to be read, and so does a code that somebody may have to type, or what a connected mailbox still lacks
  // (`stay`). `close` does nothing in a window that no script opened.
  const done = dataset['status'] === 'connected' || (dataset['status'] === 'signed-in' && told);
  if (done && dataset['stay'] === undefined) setTimeout(() => window.close(), CLOSE_AFTER_MS);
}

void main(document.body);
