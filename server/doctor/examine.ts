/** A look at everything this server needs: facts are gathered side by side, each with a time limit; the rest is pure. */
import type { Warning } from '../../shared/api/apps.ts';
import type { Check } from '../../shared/api/doctor.ts';
import type { MailWire } from '../mail/mailWire.ts';
import { type HostProbe, type ProbeHost } from '../network/probeHost.ts';
import type { Discover } from '../oauth/discoverIssuer.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { accountChecks, type CountByState } from './accountChecks.ts';
import { appChecks, disabledCheck, ownAppsCheck } from './appChecks.ts';
import { clockCheck } from './clockCheck.ts';
import { type ExaminedApp, examinedApp } from './examinedApp.ts';
import { hostChecks } from './hostChecks.ts';
import { askOf, type HostNeed, mergeNeeds, webNeed } from './hostNeed.ts';
import { mailPortCheck, mailPortToTry } from './mailPort.ts';
import { type SettingsFacts, settingsChecks } from './settingsChecks.ts';
import { type Bounds, sideBySide } from './sideBySide.ts';
import { type Tried, type TryDeps, tryCredentials } from './tryCredentials.ts';

export interface ExamineDeps extends TryDeps {
  settings: () => Promise<SettingsFacts>;
  /** Secrets open. `trouble`: why those of the database are missing, a sentence. */
  apps: () => Promise<{ apps: OAuthApp[]; trouble: string | null }>;
  warningsOf: (app: OAuthApp) => Warning[];
  /** What mail goes out through. */
  wireOf: (app: OAuthApp) => MailWire;
  discover: Discover;
  /** Null where there is no database. */
  accounts: () => Promise<CountByState | null>;
  /** Published keys of a host application. */
  hostKeysUrl: string | null;
  /** For addresses of the web, and for mail servers: these also trust authorities of the operator's own. */
  probeWeb: ProbeHost;
  probeMail: ProbeHost;
  /** For everything together, in milliseconds. */
  limitMs: number;
}

/** How much is asked at the same time. */
const AT_ONCE = 8;

export async function examine(deps: ExamineDeps): Promise<Check[]> {
  const bounds: Bounds = { atOnce: AT_ONCE, until: AbortSignal.timeout(deps.limitMs) };
  const [settings, { apps, trouble }, counts] = await Promise.all([deps.settings(), deps.apps(), deps.accounts()]);
  const shared = apps.filter((app) => app.ownerId === null);
  const enabled = shared.filter((app) => app.enabled);
  const examined = await examinedApps(deps, enabled, bounds);
  const needs = mergeNeeds([...examined.flatMap((app) => app.needs), ...hostKeys(deps)]);
  const port = mailPortToTry(enabled, needs);
  const found = await lookAt(deps, examined, port ? [...needs, port] : needs, bounds);
  const now = deps.clock();
  return [
    ...settingsChecks(settings, now),
    ...distinct(needs.flatMap((need, i) => hostChecks(need, found.probes[i]))),
    mailPortCheck(port, found.probes[needs.length], needs),
    ...needs.flatMap((need, i) => (need.clock ? [clockCheck(need, found.probes[i]?.clock)] : [])),
    ...(trouble === null ? [] : [unreadApps(trouble)]),
    ...examined.flatMap((app, i) => appChecks(app, found.tries[i], deps.warningsOf(app.app))),
    ...shared.filter((app) => !app.enabled).map(disabledCheck),
    ...ownAppsCheck(apps.length - shared.length),
    ...accountChecks(counts),
  ];
}

/** Issuers are read first: they say where the rest is. */
async function examinedApps(deps: ExamineDeps, apps: readonly OAuthApp[], bounds: Bounds): Promise<ExaminedApp[]> {
  const found = await sideBySide(
    apps.map((app) => () => examinedApp(deps, app)),
    bounds,
  );
  return apps.map((app, i) => found[i] ?? { app, needs: [], asked: null, trouble: { later: true, reason: NO_TIME } });
}

const NO_TIME = 'There was no time left to read where it signs in.';

function hostKeys({ hostKeysUrl }: ExamineDeps): HostNeed[] {
  const need = hostKeysUrl === null ? undefined : webNeed(hostKeysUrl, 'checking the host application’s sessions');
  return need ? [need] : [];
}

interface Looked {
  /** In the order of the needs and of the apps; undefined where there was no time. */
  probes: (HostProbe | undefined)[];
  tries: (Tried | undefined)[];
}

async function lookAt(
  deps: ExamineDeps,
  examined: readonly ExaminedApp[],
  needs: readonly HostNeed[],
  bounds: Bounds,
): Promise<Looked> {
  type Found = { probe: HostProbe } | { tried: Tried } | undefined;
  const tries = examined.map(
    ({ app, asked }) =>
      async (): Promise<Found> =>
        (asked && { tried: await tryCredentials(deps, app, asked) }) || undefined,
  );
  const probes = needs.map((need) => async (): Promise<Found> => {
    const probe = need.speaks === 'http' ? deps.probeWeb : deps.probeMail;
    return { probe: await probe(askOf(need)) };
  });
  const found = await sideBySide<Found>([...tries, ...probes], bounds);
  return {
    tries: found.slice(0, tries.length).map((each) => (each && 'tried' in each ? each.tried : undefined)),
    probes: found.slice(tries.length).map((each) => (each && 'probe' in each ? each.probe : undefined)),
  };
}

/** A name at two ports is looked up twice, and told once. */
function distinct(checks: readonly Check[]): Check[] {
  return checks.filter(({ id }, i) => checks.findIndex((other) => other.id === id) === i);
}

function unreadApps(trouble: string): Check {
  return {
    id: 'app:stored',
    group: 'apps',
    title: 'Added applications',
    status: 'skipped',
    detail: trouble,
    next: null,
    milliseconds: null,
  };
}
