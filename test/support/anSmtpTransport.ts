/** Our SMTP transport at a test's server, with times that no test reaches by itself. */
import { type ClosableTransport, type SmtpDeps, smtpTransport } from '../../server/mail/smtpTransport.ts';

export function anSmtpTransport(at: Pick<SmtpDeps, 'server' | 'ca'>, change: Partial<SmtpDeps> = {}): ClosableTransport {
  return smtpTransport({
    server: at.server,
    ca: at.ca,
    connectTimeoutMs: 5000,
    replyTimeoutMs: 5000,
    clock: () => Date.parse('2026-11-20T18:00:00Z'),
    idleMs: 5000,
    messageTimeoutMs: 5000,
    ...change,
  });
}
