/** A test mail to the mailbox itself; afterwards the mailboxes are read again, because a test that works mends the state. */
import { useState } from 'react';
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import { testAccount } from '../../shared/api/accounts.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';

export function useTestMail({ id: providerId, isActive }: Pick<EmailAccount, 'id' | 'isActive'>, onDone: () => void) {
  const { newKey } = usePane();
  const action = useAction(testAccount);
  const [report, setReport] = useState<TestReport | null>(null);
  const [wasActive, setWasActive] = useState(isActive);
  if (wasActive !== isActive) {
    setWasActive(isActive);
    // A failure from before the mailbox was connected again is over.
    if (isActive && report?.success === false) setReport(null);
  }
  const run = async () => {
    setReport(null);
    const answer = await action.run({ params: { providerId } }, { idempotencyKey: newKey() });
    if (answer.ok) setReport(answer.value);
    onDone();
  };
  return { run: () => void run(), busy: action.busy, failure: action.failure, report };
}
