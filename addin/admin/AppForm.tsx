/** Adds or changes an application. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { OAuthAppView } from '../../shared/api/apps.ts';
import { changeApp, createApp } from '../../shared/api/apps.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { Footer } from '../ui/Footer.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Screen } from '../ui/Screen.tsx';
import { Segments } from '../ui/Segments.tsx';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import { AppAdvanced } from './AppAdvanced.tsx';
import { AppBasics } from './AppBasics.tsx';
import type { AppDraft } from './appDraft.ts';
import { changedParts, draftOfApp, draftProblems, emptyAppDraft, newAppOf } from './appDraft.ts';

const words = adminTexts.form;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  /** Enter saves; the button itself stands in the footer. */
  submit: { display: 'none' },
});

export interface AppFormProps {
  /** Null: a new one. */
  app: OAuthAppView | null;
  onSaved: (app: OAuthAppView) => void;
  onLeave: () => void;
}

export function AppForm({ app, onSaved, onLeave }: AppFormProps) {
  const styles = useStyles();
  const [opened, setOpened] = useState(() => (app ? draftOfApp(app) : emptyAppDraft('microsoft')));
  const [draft, setDraft] = useState(opened);
  const [tried, setTried] = useState(false);
  const save = useSave(app, opened, onSaved);
  const found = draftProblems(draft);
  const submit = () => {
    setTried(true);
    if (found.length === 0) save.run(draft);
  };
  const part = { draft, app, change: (more: Partial<AppDraft>) => setDraft({ ...draft, ...more }), problems: tried ? found : [] };
  return (
    <Screen
      title={app?.name ?? words.new}
      onBack={onLeave}
      focusNow
      footer={<Footer primary={{ label: save.busy ? words.saving : words.save, onClick: submit, busy: save.busy }} />}
    >
      {app === null ? (
        <Segments
          label={words.kind}
          options={adminTexts.apps.kinds}
          value={draft.kind}
          onChange={(kind) => {
            // What every kind has is kept; the rest starts with what is usual there.
            const empty = emptyAppDraft(kind);
            setOpened(empty);
            setDraft({ ...empty, name: draft.name, clientId: draft.clientId, clientSecret: draft.clientSecret, key: draft.key });
          }}
        />
      ) : null}
      <form
        className={styles.form}
        autoComplete="off"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <AppBasics {...part} />
        <AppAdvanced key={draft.kind} {...part} />
        <button type="submit" className={styles.submit} tabIndex={-1} aria-hidden="true" />
      </form>
      {save.failure ? <Problem failure={save.failure} /> : null}
    </Screen>
  );
}

function useSave(app: OAuthAppView | null, opened: AppDraft, onSaved: (app: OAuthAppView) => void) {
  const { newKey } = usePane();
  const create = useAction(createApp);
  const change = useAction(changeApp);
  const run = async (draft: AppDraft) => {
    const answer = app
      ? await change.run({ params: { id: app.id }, body: changedParts(opened, draft) })
      : await create.run({ body: newAppOf(draft) }, { idempotencyKey: newKey() });
    if (answer.ok) onSaved(answer.value);
  };
  return {
    run: (draft: AppDraft) => void run(draft),
    busy: create.busy || change.busy,
    failure: create.failure ?? change.failure,
  };
}
