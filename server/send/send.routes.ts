/** POST /api/email/auth/send, and what became of it. */
import { sendMessage, sentMessage } from '../../shared/api/send.ts';
import type { Mount } from '../http/mount.ts';
import type { Outbox } from '../outbox/createOutbox.ts';
import { readSentMessage } from './readSentMessage.ts';
import { type SendDeps, sendMessageNow } from './sendMessageNow.ts';

export interface SendRoutesDeps extends SendDeps {
  outbox: Pick<Outbox, 'sendOne' | 'single'>;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function mountSend(mount: Mount, deps: SendRoutesDeps): void {
  mount(sentMessage, ({ caller, params }) => readSentMessage(deps, caller.userId, params.outboxId));
  mount(sendMessage, ({ caller, body, messageId }) => sendMessageNow(deps, caller.userId, body, messageId));
}
