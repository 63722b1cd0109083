/** Whether a mailbox lets an access token in, asked at its servers: SMTP, and IMAP where the wire names it. */
import { imapLogin } from './imapLogin.ts';
import type { CheckLogin, LoginCheck } from './loginCheck.ts';
import { loginTrouble } from './loginTrouble.ts';
import { smtpOutcome } from './smtpOutcome.ts';
import { openSmtp, type SmtpSession, type SmtpWays } from './smtpSession.ts';
import { type SmtpStage, smtpTrouble } from './smtpTrouble.ts';

export type LoginDeps = Omit<SmtpWays, 'server'>;

export function checkLogin(deps: LoginDeps): CheckLogin {
  return async (wire, as) => {
    const smtp = await smtpLogin({ ...deps, server: wire.smtp }, as);
    if (!smtp.ok || wire.imap === null) return smtp;
    return imapLogin({ ...deps, server: wire.imap }, as);
  };
}

async function smtpLogin(ways: SmtpWays, as: { address: string; accessToken: string }): Promise<LoginCheck> {
  let stage: SmtpStage = 'connect';
  let session: SmtpSession | undefined;
  try {
    session = await openSmtp(ways);
    stage = 'login';
    await session.login(as);
    return { ok: true };
  } catch (error) {
    return { ok: false, ...loginTrouble(smtpOutcome(smtpTrouble(error, stage))) };
  } finally {
    void session?.quit();
  }
}
