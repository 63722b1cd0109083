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

async function tellPane(data: DOMStringMap): Promise<void> {
  const message = readOutcome(data);
  // A channel of our own origin, not a window: it has no target origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  if ('BroadcastChannel' in window) new BroadcastChannel(CONNECT_CHANNEL).postMessage(message);
  if (data['host'] === 'office') {
    const send = await loadOfficeMessenger(window);
    send?.(message);
    return;
  }
  const opener = window.opener as Window | null;
  opener?.postMessage(message, window.location.origin);
}

async function main({ dataset }: HTMLElement): Promise<void> {
  await tellPane(dataset);
  // A failure stays to be read. `close` does nothing in a window that no script opened.
  if (dataset['status'] === 'connected') setTimeout(() => window.close(), CLOSE_AFTER_MS);
}

void main(document.body);
