/**
 * A mailbox, and what its test found, in the language of whoever asks: the reasons that are the help to a code. What is kept
 * in the tables is English.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import { germanReason } from '../../shared/help/german/germanHelp.ts';
import { acceptedLanguage, type PaneLanguage } from '../http/chooseLanguage.ts';
import { speakIn } from '../http/speakIn.ts';

interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** The language of an answer about mailboxes; says on the answer that it depends on it. */
export function answerLanguage({ request, reply }: Asked): PaneLanguage {
  const language = acceptedLanguage(request);
  speakIn(reply, language);
  return language;
}

export function accountInLanguage(account: EmailAccount, language: PaneLanguage): EmailAccount {
  if (language === 'en' || account.stateReason === null) return account;
  const said = germanReason({ reason: account.stateReason, next: account.stateNext });
  return said === null ? account : { ...account, stateReason: said.reason, stateNext: said.next, stateLanguage: language };
}

export function reportInLanguage(report: TestReport, language: PaneLanguage): TestReport {
  const provider = accountInLanguage(report.provider, language);
  const failed = report.steps.find(({ status }) => status === 'failed');
  const said = failed && language === 'de' ? germanReason({ reason: failed.detail, next: report.next }) : null;
  if (said === null) return { ...report, provider };
  const steps = report.steps.map((step) => (step === failed ? { ...step, detail: said.reason } : step));
  return { ...report, steps, next: said.next, provider };
}
