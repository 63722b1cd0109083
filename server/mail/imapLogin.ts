/**
 * Logging in to IMAP and out again, through imapflow. Nothing is read. Its log would hold the access token, so it has none.
 * imapflow takes OAUTHBEARER where the server offers it and XOAUTH2 else, and finds out where Exchange takes the login of a
 * mailbox that IMAP is switched off for ("User is authenticated but not connected").
 */
import { ImapFlow } from 'imapflow';
import { networkFault, tlsFault } from '../network/networkFault.ts';
import { tlsTrust } from '../network/tlsTrust.ts';
import { foldLine } from './foldLine.ts';
import type { LoginCheck } from './loginCheck.ts';
import { AGAIN_LATER, type LoginTrouble, TELL_OPERATOR } from './loginTrouble.ts';
import type { SmtpWays } from './smtpSession.ts';

export async function imapLogin(ways: SmtpWays, as: { address: string; accessToken: string }): Promise<LoginCheck> {
  const { server, ca, connectTimeoutMs, replyTimeoutMs } = ways;
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    // Left out it would go on in clear text where the server offers no TLS.
    ...(server.security === 'starttls' && { doSTARTTLS: true }),
    tls: tlsTrust(ca),
    auth: { user: as.address, accessToken: as.accessToken },
    verifyOnly: true,
    logger: false,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: replyTimeoutMs,
  });
  // What fails rejects too; an error that comes later is about a connection nobody needs any more.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { ok: true };
  } catch (error) {
    return { ok: false, ...imapTrouble(error) };
  } finally {
    client.close();
  }
}

const SWITCHED_OFF = /not connected|not enabled for imap|imap (?:access )?is disabled|disabled/i;
/** RFC 5530. */
const NOT_NOW = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'THROTTLED', 'SERVERBUG']);

function imapTrouble(error: unknown): LoginTrouble {
  const facts = (error ?? {}) as Record<string, unknown>;
  const said = foldLine(typeof facts['response'] === 'string' ? facts['response'] : '').slice(0, 300);
  const code = typeof facts['serverResponseCode'] === 'string' ? facts['serverResponseCode'] : networkFault(error).code;
  if (facts['authenticationFailed'] === true && !NOT_NOW.has(code)) return refused(said, code);
  if (tlsFault(error) !== undefined) {
    const reason = 'The certificate of the IMAP server is not trusted, or it speaks another kind of TLS.';
    return {
      mender: 'operator',
      code: 'TLS_NOT_TRUSTED',
      reason,
      next: `${TELL_OPERATOR} A file for its authority is named by MAIL_CA_FILE.`,
    };
  }
  const message = error instanceof Error ? error.message : '';
  if (/does not support STARTTLS/i.test(message)) {
    const reason = 'The IMAP server does not offer an encrypted connection (STARTTLS).';
    return { mender: 'operator', code: 'STARTTLS_MISSING', reason, next: `${TELL_OPERATOR} IMAP with TLS is at port 993.` };
  }
  if (/unsupported authentication/i.test(message)) {
    const reason = 'The IMAP server does not offer signing in with an access permission (XOAUTH2, OAUTHBEARER).';
    return { mender: 'operator', code: 'AUTH_UNSUPPORTED', reason, next: TELL_OPERATOR };
  }
  return { mender: 'later', code, reason: 'The IMAP server could not be reached, or is busy.', next: AGAIN_LATER };
}

function refused(said: string, code: string): LoginTrouble {
  if (SWITCHED_OFF.test(said)) {
    const reason = `IMAP is switched off for this mailbox; its server says: “${said}”.`;
    const next = 'Ask your administrator to allow IMAP for this mailbox, or switch it on in the mailbox’s own settings.';
    return { mender: 'admin', code: 'IMAP_DISABLED', reason, next };
  }
  return {
    mender: 'user',
    code,
    reason: 'The IMAP server did not accept the sign-in of this mailbox.',
    next: 'Connect it again.',
  };
}
