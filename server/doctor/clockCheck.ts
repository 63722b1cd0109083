/** Whether this computer's clock agrees with those it signs in at: both sides refuse what comes from another time. Pure. */
import type { Check } from '../../shared/api/doctor.ts';
import type { HostNeed } from './hostNeed.ts';
import type { HostProbe } from '../network/probeHost.ts';

const MINUTE_MS = 60_000;
/** Entra's own libraries take a difference of five minutes (Microsoft.IdentityModel, DefaultClockSkew). */
const LIMIT_MS = 5 * MINUTE_MS;
/** No release of this program is older. */
const OLDEST = Date.UTC(2026, 0, 1);

const NTP = 'Switch on the automatic time (NTP) of this computer.';

/** By itself: a clock that was never set shows a year long past. */
export function ownClockCheck(now: number): Check {
  const time = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  const right = now >= OLDEST;
  return {
    id: 'settings:clock',
    group: 'settings',
    title: 'Clock of this computer',
    status: right ? 'ok' : 'failed',
    detail: right ? `It says ${time} UTC.` : `It says ${time} UTC, which is before this program was made.`,
    next: right ? null : NTP,
    milliseconds: null,
  };
}

/** `step` undefined: there was no time left. */
export function clockCheck({ host, port }: Pick<HostNeed, 'host' | 'port'>, step: HostProbe['clock'] | undefined): Check {
  const title = `Against ${port === 443 ? host : `${host}:${port}`}`;
  const frame = { id: `clock:${host}:${port}`, group: 'clock' as const, title };
  const milliseconds = !step || step.status === 'skipped' ? null : Math.round(step.milliseconds);
  return { ...frame, ...finding(step), milliseconds };
}

function finding(step: HostProbe['clock'] | undefined): Pick<Check, 'status' | 'detail' | 'next'> {
  if (!step || step.status === 'skipped')
    return { status: 'skipped', detail: 'Not compared, because no connection was made.', next: null };
  if (step.status === 'failed') {
    const detail = `Not compared: the connection was made, but a plain question got no answer (${step.code}).`;
    return { status: 'warning', detail, next: 'Run the check again.' };
  }
  if (step.skewMs === null)
    return { status: 'skipped', detail: 'Not compared: the answer does not say what time it is there.', next: null };
  const off = Math.abs(step.skewMs);
  const way = `This computer is ${duration(off)} ${step.skewMs > 0 ? 'behind' : 'ahead'}`;
  if (off < MINUTE_MS) return { status: 'ok', detail: off < 2000 ? 'Both say the same.' : `${way}.`, next: null };
  if (off < LIMIT_MS) return { status: 'warning', detail: `${way}: from five minutes on, sign-ins fail.`, next: NTP };
  return { status: 'failed', detail: `${way}: with such a difference sign-ins fail.`, next: NTP };
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
