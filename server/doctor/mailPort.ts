/** Whether mail over SMTP could leave here at all, also where no application sends so yet. Pure. */
import type { Check } from '../../shared/api/doctor.ts';
import type { HostProbe } from '../network/probeHost.ts';
import { CLOUD_HOSTS } from '../oauth/microsoftClouds.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { noConnection } from './hostChecks.ts';
import { type HostNeed, mailNeed } from './hostNeed.ts';

/** Microsoft's, as the nearest one; undefined where one is used anyway, or where nothing here talks to Microsoft itself. */
export function mailPortToTry(apps: readonly OAuthApp[], needs: readonly HostNeed[]): HostNeed | undefined {
  if (needs.some(({ speaks }) => speaks === 'smtp')) return undefined;
  const clouds = Object.values(CLOUD_HOSTS);
  const app = apps.find(({ kind }) => kind === 'microsoft');
  const cloud = app && clouds.find(({ login }) => needs.some(({ host }) => host === new URL(login).host));
  return cloud && mailNeed(cloud.smtp, 'smtp', 'sending over SMTP');
}

/** `port`: what was tried. Never a failure: nothing here needs it. */
export function mailPortCheck(port: HostNeed | undefined, probe: HostProbe | undefined, needs: readonly HostNeed[]): Check {
  const frame = {
    id: 'port:587',
    group: 'network' as const,
    title: 'Port 587 (mail over SMTP)',
    status: 'skipped' as const,
    next: null,
  };
  if (!port) {
    const used = needs.some(({ speaks }) => speaks === 'smtp');
    const detail = used ? 'See the mail servers above.' : 'No application sends over SMTP, so it was not tried.';
    return { ...frame, detail, milliseconds: null };
  }
  const at = `${port.host}:${port.port}`;
  const reached = probe?.tcp;
  if (!reached || reached.status === 'skipped') {
    return { ...frame, detail: `${at} could not be tried. No application needs it.`, milliseconds: null };
  }
  const milliseconds = Math.round(reached.milliseconds);
  if (reached.status === 'ok') {
    return { ...frame, status: 'ok', detail: `${at} answers. No application needs it at present.`, milliseconds };
  }
  const detail = `${at}: ${noConnection(port, reached.code)} No application needs it: nothing is wrong until one sends over SMTP.`;
  return { ...frame, detail, milliseconds };
}
