/** POST /api/email/auth/send. */
import { sendMessage } from '../../shared/api/send.ts';
import type { Mount } from '../http/mount.ts';
import { type SendDeps, sendMessageNow } from './sendMessageNow.ts';

export function mountSend(mount: Mount, deps: SendDeps): void {
  mount(sendMessage, ({ caller, body, messageId }) => sendMessageNow(deps, caller.userId, body, messageId));
}
