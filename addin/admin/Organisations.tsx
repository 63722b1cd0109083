/** Organisations with connected mailboxes, and what they may send to people outside in a day. */
import type { ReactNode } from 'react';
import { listTenants } from '../../shared/api/tenants.ts';
import { useLoaded } from '../api/useCall.ts';
import { Footer } from '../ui/Footer.tsx';
import { Placeholder } from '../ui/Placeholder.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { OrganisationCard } from './OrganisationCard.tsx';

const words = adminTexts.tenants;

export function Organisations({ parts, onLeave }: { parts: ReactNode; onLeave: () => void }) {
  const prose = useProse();
  const tenants = useLoaded(listTenants);
  const slow = useDelayed(tenants.loading && tenants.value === null);
  return (
    <Screen
      title={adminTexts.title}
      onBack={onLeave}
      footer={<Footer primary={{ label: words.reload, onClick: tenants.reload, busy: tenants.loading }} />}
    >
      {parts}
      <p className={prose.small}>{words.what}</p>
      {tenants.failure ? <Problem failure={tenants.failure} onRetry={tenants.reload} /> : null}
      {slow ? <Placeholder /> : null}
      {tenants.value?.tenants.length === 0 ? <p className={prose.p}>{words.none}</p> : null}
      <ul className={prose.list}>
        {(tenants.value?.tenants ?? []).map((tenant) => (
          <li key={tenant.tid}>
            <OrganisationCard tenant={tenant} onChanged={tenants.reload} />
          </li>
        ))}
      </ul>
    </Screen>
  );
}
