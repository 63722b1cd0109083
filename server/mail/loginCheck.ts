/** Whether a mailbox lets an access token in: asked by really logging in, to SMTP and where wanted to IMAP. */
import type { MailWire } from './mailWire.ts';

export type LoginCheck =
  | { ok: true }
  /** `mender`: who can mend it; `later`: nobody, the server could not be asked. `reason` and `next` are whole sentences for a person. */
  | { ok: false; mender: 'user' | 'admin' | 'operator' | 'later'; code: string; reason: string; next: string };

/** Sends nothing. Never rejects for what the network or the server does. */
export type CheckLogin = (
  wire: Extract<MailWire, { kind: 'smtp' }>,
  as: { address: string; accessToken: string },
) => Promise<LoginCheck>;
