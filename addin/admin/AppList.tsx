/** The applications of this server; what needs a hand stands first. */
import type { OAuthAppView } from '../../shared/api/apps.ts';
import type { listApps } from '../../shared/api/apps.ts';
import type { Output } from '../../shared/api/route.ts';
import type { Loaded } from '../api/useCall.ts';
import { Note } from '../ui/Panel.tsx';
import { Placeholder } from '../ui/Placeholder.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { AppCard } from './AppCard.tsx';
import { RedirectUri } from './RedirectUri.tsx';

export interface AppListProps {
  apps: Loaded<Output<typeof listApps>>;
  /** Just saved: a new one has to be registered. */
  saved: { app: OAuthAppView; isNew: boolean } | null;
  onEdit: (app: OAuthAppView) => void;
}

export function AppList({ apps, saved, onEdit }: AppListProps) {
  const prose = useProse();
  const slow = useDelayed(apps.loading && apps.value === null);
  const found = (apps.value?.apps ?? []).toSorted((one, other) => other.warnings.length - one.warnings.length);
  return (
    <>
      {saved ? (
        <Note tone="good" live>
          <p className={prose.p}>{adminTexts.apps.saved(saved.app.name)}</p>
          {saved.isNew ? <RedirectUri uri={saved.app.redirectUri} label={adminTexts.apps.register} /> : null}
        </Note>
      ) : null}
      <p className={prose.small}>{adminTexts.apps.what}</p>
      {apps.failure ? <Problem failure={apps.failure} onRetry={apps.reload} /> : null}
      {slow ? <Placeholder /> : null}
      {apps.value && found.length === 0 ? <p className={prose.p}>{adminTexts.apps.none}</p> : null}
      <ul className={prose.list}>
        {found.map((app) => (
          <li key={app.id}>
            <AppCard app={app} onEdit={() => onEdit(app)} onChanged={apps.reload} />
          </li>
        ))}
      </ul>
    </>
  );
}
