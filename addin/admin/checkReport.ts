/** The findings as plain text, for a mail or a ticket. */
import type { runDoctor } from '../../shared/api/doctor.ts';
import type { Output } from '../../shared/api/route.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';

const words = adminTexts.doctor;

export function checkReport({ checks, checkedAt }: Output<typeof runDoctor>): string {
  const lines = checks.flatMap((check) => [
    `[${words.statuses[check.status]}] ${words.groups[check.group]}: ${check.title}: ${check.detail}`,
    ...(check.next ? [`    ${check.next}`] : []),
  ]);
  return [`Mergepost, ${checkedAt}`, ...lines].join('\n');
}
