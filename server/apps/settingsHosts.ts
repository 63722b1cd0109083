/** Hosts of its own in the settings (a sandbox, a test) hold for every app of that kind: no tokens leave from there for the real provider. Pure. */
import { CLOUD_HOSTS } from '../oauth/microsoftClouds.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';

/** The app with the settings' hosts where it names none itself. Never to be stored: the settings may change. */
export function atSettingsHosts(ofSettings: readonly OAuthApp[], app: OAuthApp): OAuthApp {
  const model = ofSettings.find(({ kind, source }) => kind === app.kind && source === 'settings');
  if (!model || app.source === 'settings' || !hasOwnHosts(model)) return app;
  const { authorityUrl, gmailUrl } = model;
  return {
    ...app,
    ...(authorityUrl !== undefined && { authorityUrl }),
    ...(gmailUrl !== undefined && { gmailUrl }),
    urls: { ...model.urls, ...app.urls },
    smtp: app.smtp ?? model.smtp,
    imap: app.imap ?? model.imap,
  };
}

/** Microsoft's own names are what an app's cloud decides between; what the settings of any other kind name is their own. */
function hasOwnHosts({ kind, authorityUrl }: OAuthApp): boolean {
  switch (kind) {
    case 'microsoft':
      return authorityUrl !== undefined && !Object.values(CLOUD_HOSTS).some(({ login }) => login === authorityUrl);
    case 'google':
      return true;
    case 'generic':
      return false;
  }
}
