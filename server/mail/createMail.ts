/** Everything that talks to mail services, made once: sending, a look at a login, the steps of a test mail. */
import { checkLogin } from './checkLogin.ts';
import type { CheckLogin } from './loginCheck.ts';
import { type ProbeWire, probeWire } from './probeWire.ts';
import { type Transports, transports, type TransportsDeps } from './transports.ts';

export interface MailRoom {
  transports: Transports;
  checkLogin: CheckLogin;
  probe: ProbeWire;
}

export function createMail(deps: TransportsDeps): MailRoom {
  const { fetch, clock, newId, ca } = deps;
  // Somebody waits for the answer, and nothing is lost by giving up.
  const look = { ca, connectTimeoutMs: 10_000, replyTimeoutMs: 20_000 };
  return { transports: transports(deps), checkLogin: checkLogin(look), probe: probeWire({ ...look, fetch, clock, newId }) };
}
