/** When a campaign's mails leave, as a request says it: checked, and put together with what was chosen before. */
import type { CampaignInput } from '../../shared/api/campaigns.ts';
import { PLAIN_SENDING, type SendingPlan, type SendWindow } from '../../shared/api/pace.ts';
import { AppError } from '../http/appError.ts';
import { checkWindow } from '../outbox/sendWindow.ts';
import { isTimeZone, noTimeZone } from '../outbox/wallClock.ts';

/**
 * As it is stored. `column` answers the column as the list spells it, or throws.
 * Throws INVALID_REQUEST for a time zone that is not known, a day named twice, hours that never open.
 */
export function takeSending(
  before: SendingPlan,
  given: NonNullable<CampaignInput['sending']>,
  column: (name: string) => string,
): string {
  const next = { ...PLAIN_SENDING, ...before, ...given };
  const problem = next.window && (checkWindow(next.window) ?? daysTwice(next.window));
  if (problem !== null) throw refused(problem);
  if (next.timeZone !== null && !isTimeZone(next.timeZone)) throw refused(noTimeZone(next.timeZone));
  const timeColumn = next.timeColumn === null || next.timeColumn === '' ? null : column(next.timeColumn);
  return JSON.stringify({ ...next, timeColumn });
}

function daysTwice({ days }: SendWindow): string | null {
  if (new Set(days).size === days.length) return null;
  return 'A day is named twice in the hours of sending. Name each day once.';
}

function refused(sentence: string): AppError {
  return new AppError('INVALID_REQUEST', sentence, { details: [{ field: 'sending' }] });
}
