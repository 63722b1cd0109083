/** On the start page of an administrator: what of the applications will need a hand soon. Quiet where there is nothing. */
import { Button } from '@fluentui/react-components';
import { listApps } from '../../shared/api/apps.ts';
import { useLoaded } from '../api/useCall.ts';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';

export function AdminWarnings({ onOpen }: { onOpen: () => void }) {
  const prose = useProse();
  const apps = useLoaded(listApps);
  const warnings = (apps.value?.apps ?? []).filter((app) => app.enabled).flatMap((app) => app.warnings);
  if (warnings.length === 0) return null;
  return (
    <Note tone="warn">
      {warnings.map((warning) => (
        <p key={`${warning.code}${warning.text}`} className={prose.p}>
          {warning.text}
        </p>
      ))}
      <div>
        <Button size="small" onClick={onOpen}>
          {adminTexts.open}
        </Button>
      </div>
    </Note>
  );
}
