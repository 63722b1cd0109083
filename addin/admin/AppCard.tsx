/** One application: what it is, what will need a hand, the address to register, and what can be done. */
import { Button, makeStyles, mergeClasses, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OAuthAppView } from '../../shared/api/apps.ts';
import { changeApp, deleteApp } from '../../shared/api/apps.ts';
import { useAction } from '../api/useCall.ts';
import { AdminNote } from '../session/AdminNote.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Card, LateFold, Note } from '../ui/Panel.tsx';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { useWish } from '../ui/useWish.ts';
import { RedirectUri } from './RedirectUri.tsx';

const words = adminTexts.apps;

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  note: { marginTop: tokens.spacingVerticalS },
});

export interface AppCardProps {
  app: OAuthAppView;
  onEdit: () => void;
  onChanged: () => void;
}

export function AppCard({ app, onEdit, onChanged }: AppCardProps) {
  const prose = useProse();
  const styles = useStyles();
  const line = [adminTexts.apps.kinds[app.kind], app.key, words.accounts(app.accounts), ...(app.enabled ? [] : [words.off])];
  return (
    <Card label={app.name}>
      <div className={prose.tight}>
        <h2 className={mergeClasses(prose.h3, styles.name)}>{app.name}</h2>
        <p className={mergeClasses(prose.small, styles.name)}>{line.join(' · ')}</p>
      </div>
      {app.warnings.map((warning) => (
        <Note key={warning.code} tone="warn">
          <p className={prose.p}>{warning.text}</p>
        </Note>
      ))}
      {app.source === 'import' ? null : <RedirectUri uri={app.redirectUri} />}
      {app.source === 'api' ? (
        <Own app={app} onEdit={onEdit} onChanged={onChanged} />
      ) : (
        <p className={prose.small}>{app.source === 'settings' ? words.ofSettings : words.ofImport}</p>
      )}
      {app.kind === 'microsoft' && app.source !== 'import' ? (
        <LateFold summary={words.consent}>
          <div className={styles.note}>
            <AdminNote providerKey={app.key} withLink />
          </div>
        </LateFold>
      ) : null}
    </Card>
  );
}

/** What was added here can be changed here. */
function Own({ app, onEdit, onChanged }: AppCardProps) {
  const prose = useProse();
  const change = useAction(changeApp);
  const [enabled, switchTo] = useWish(app.enabled, async (wanted) => {
    const answer = await change.run({ params: { id: app.id }, body: { enabled: wanted } });
    onChanged();
    return answer.ok;
  });
  return (
    <>
      <Switch label={words.enabled} checked={enabled} disabled={change.busy} onChange={(_, data) => switchTo(data.checked)} />
      {change.failure ? <SmallProblem failure={change.failure} /> : null}
      <div className={prose.wrap}>
        <Button size="small" aria-label={words.editNamed(app.name)} onClick={onEdit}>
          {words.edit}
        </Button>
        <Delete app={app} onDeleted={onChanged} />
      </div>
    </>
  );
}

/** Asks first; where mailboxes are connected through it says so in place of asking in vain. */
function Delete({ app, onDeleted }: { app: OAuthAppView; onDeleted: () => void }) {
  const prose = useProse();
  const action = useAction(deleteApp);
  const [at, setAt] = useState<'rest' | 'asking' | 'inUse'>('rest');
  const remove = async () => {
    setAt('rest');
    if ((await action.run({ params: { id: app.id } })).ok) onDeleted();
  };
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        aria-label={words.deleteNamed(app.name)}
        disabledFocusable={action.busy}
        onClick={() => setAt(app.accounts > 0 ? 'inUse' : 'asking')}
      >
        {words.delete}
      </Button>
      {at === 'inUse' ? (
        <p className={prose.small} role="status">
          {words.inUse(app.accounts)}
        </p>
      ) : null}
      {action.failure ? <SmallProblem failure={action.failure} /> : null}
      {at === 'asking' ? (
        <Confirm
          danger
          title={words.deleteSure(app.name)}
          text={words.deleteNext}
          yes={words.delete}
          no={texts.keep}
          onYes={() => void remove()}
          onNo={() => setAt('rest')}
        />
      ) : null}
    </>
  );
}
