/** For administrators only: the applications, the organisations, and the look at everything the server needs. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { OAuthAppView } from '../../shared/api/apps.ts';
import { listApps } from '../../shared/api/apps.ts';
import { useLoaded } from '../api/useCall.ts';
import { Footer } from '../ui/Footer.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Segments } from '../ui/Segments.tsx';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { AppForm } from './AppForm.tsx';
import { AppList } from './AppList.tsx';
import { Doctor } from './Doctor.tsx';
import { Organisations } from './Organisations.tsx';

type Part = keyof typeof adminTexts.parts;

export function Administration({ onLeave }: { onLeave: () => void }) {
  const [part, setPart] = useState<Part>('apps');
  const parts = <Segments label={adminTexts.title} options={adminTexts.parts} value={part} onChange={setPart} />;
  if (part === 'tenants') return <Organisations parts={parts} onLeave={onLeave} />;
  if (part === 'doctor') return <Doctor parts={parts} onLeave={onLeave} />;
  return <Applications parts={parts} onLeave={onLeave} />;
}

type Editing = { app: OAuthAppView | null };

function Applications({ parts, onLeave }: { parts: ReactNode; onLeave: () => void }) {
  const apps = useLoaded(listApps);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [saved, setSaved] = useState<{ app: OAuthAppView; isNew: boolean } | null>(null);
  const open = (app: OAuthAppView | null) => {
    setSaved(null);
    setEditing({ app });
  };
  if (editing) {
    const onSaved = (app: OAuthAppView) => {
      setSaved({ app, isNew: editing.app === null });
      setEditing(null);
      apps.reload();
    };
    return <AppForm app={editing.app} onSaved={onSaved} onLeave={() => setEditing(null)} />;
  }
  return (
    <Screen
      title={adminTexts.title}
      onBack={onLeave}
      focusNow
      footer={<Footer primary={{ label: adminTexts.apps.add, onClick: () => open(null) }} />}
    >
      {parts}
      <AppList apps={apps} saved={saved} onEdit={open} />
    </Screen>
  );
}
