/** OAuth applications of this server, for its administrators; and which kinds of mailbox everybody can choose from. */
import {
  type Choice,
  changeApp as changeAppRoute,
  createApp,
  deleteApp,
  listApps,
  listChoices,
  type OAuthAppView,
} from '../../shared/api/apps.ts';
import type { Mount } from '../http/mount.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { addApp } from './addApp.ts';
import type { AppRegistry } from './appRegistry.ts';
import { lacksSecret } from './appWarnings.ts';
import type { AppsDeps } from './appsDeps.ts';
import { appViews } from './appView.ts';
import { changeApp, removeApp } from './changeApp.ts';

export function mountApps(mount: Mount, deps: AppsDeps & { registry: AppRegistry }): void {
  mount(listApps, async () => {
    const apps = await appViews(deps);
    return { success: true as const, apps, count: apps.length };
  });

  mount(createApp, async ({ body }) => shown(deps, await addApp(deps, body)));

  mount(changeAppRoute, async ({ params, body }) => shown(deps, await changeApp(deps, params.id, body)));

  mount(deleteApp, async ({ params }) => {
    await removeApp(deps, params.id);
    return { success: true as const };
  });

  mount(listChoices, async () => ({ success: true as const, choices: choicesOf(await deps.registry.all()) }));
}

/** What a mailbox can be connected through here: not what is disabled, nobody's own, and nothing that is good for imports only. */
export function choicesOf(apps: readonly OAuthApp[]): Choice[] {
  return apps
    .filter((app) => app.enabled && app.ownerId === null && !lacksSecret(app))
    .map(({ key, name, kind }) => ({ key, name, kind }));
}

async function shown(deps: AppsDeps, { id }: OAuthApp): Promise<OAuthAppView> {
  const view = (await appViews(deps)).find((app) => app.id === id);
  if (!view) throw new Error(`App ${id} was just written and is not there.`);
  return view;
}
