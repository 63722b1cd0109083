/** Which ends of a request leave doubt, by the rules of the wire: nobody can know from them whether the mail arrived. */
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import type { Fault } from '../../server/sandbox/faults.ts';

export function leavesDoubt(fault: Fault, sendTimeoutMs: number): boolean {
  if (fault.cut !== undefined) return true;
  if (fault.status === undefined) return (fault.delayMs ?? 0) >= sendTimeoutMs;
  return doubtfulStatus(fault.status, Object.hasOwn(fault.headers ?? {}, 'retry-after'));
}

/** Only with Retry-After is a 503 a clear “not taken”. */
const doubtfulStatus = (status: number, retryAfter: boolean): boolean => status >= 500 && !(status === 503 && retryAfter);

/** Whether the answer says what became of the mail. */
export function wasClear({ answeredAt, status = 0, fault }: SendRequest): boolean {
  return answeredAt !== undefined && !doubtfulStatus(status, Object.hasOwn(fault?.headers ?? {}, 'retry-after'));
}
