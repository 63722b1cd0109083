/** What every application of its kind needs; the rest is folded below. */
import { Checkbox } from '@fluentui/react-components';
import type { OAuthAppView } from '../../shared/api/apps.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import type { AppDraft, DraftProblem } from './appDraft.ts';
import { ChoiceField, TextField } from './formFields.tsx';
import { MailServerFields } from './MailServerFields.tsx';

const words = adminTexts.form;

export interface AppPartProps {
  draft: AppDraft;
  /** As it was opened; null: a new one. */
  app: OAuthAppView | null;
  change: (part: Partial<AppDraft>) => void;
  /** What is said at its field, after a first try to save. */
  problems: DraftProblem[];
}

export function AppBasics({ draft, app, change, problems }: AppPartProps) {
  return (
    <>
      <TextField label={words.name} hint={words.nameHint} value={draft.name} onChange={(name) => change({ name })} />
      <TextField
        label={words.clientId}
        hint={words.clientIdHint[draft.kind]}
        required
        problem={problems.includes('clientId') ? words.needsClientId : null}
        value={draft.clientId}
        onChange={(clientId) => change({ clientId })}
      />
      <Secret draft={draft} app={app} change={change} />
      {draft.kind === 'microsoft' ? <AccountTypesFields draft={draft} change={change} problems={problems} /> : null}
      {draft.kind === 'generic' ? (
        <>
          <TextField
            label={words.issuer}
            hint={words.issuerHint}
            value={draft.urls.issuer}
            onChange={(issuer) => change({ urls: { ...draft.urls, issuer } })}
          />
          <MailServerFields
            label={words.smtp}
            server={draft.smtp}
            onChange={(smtp) => change({ smtp })}
            problem={problems.includes('port')}
          />
        </>
      ) : null}
    </>
  );
}

function Secret({ draft, app, change }: Omit<AppPartProps, 'problems'>) {
  const kept = app?.hasSecret === true;
  return (
    <>
      <TextField
        type="secret"
        label={words.clientSecret}
        hint={kept ? words.secretKept : words.secretNone}
        value={draft.clientSecret}
        // The date of the old secret says nothing about a new one.
        onChange={(clientSecret) =>
          change({ clientSecret, removeSecret: false, ...(draft.clientSecret === '' && { expiresOn: '' }) })
        }
      />
      {kept && draft.clientSecret === '' ? (
        <Checkbox
          label={words.secretRemove}
          checked={draft.removeSecret}
          onChange={(_, data) => change({ removeSecret: data.checked === true })}
        />
      ) : null}
    </>
  );
}

function AccountTypesFields({ draft, change, problems }: Omit<AppPartProps, 'app'>) {
  return (
    <>
      <ChoiceField
        label={words.accountTypes}
        options={words.accountTypesAre}
        value={draft.accountTypes}
        onChange={(accountTypes) => change({ accountTypes })}
      />
      {draft.accountTypes === 'tenant' ? (
        <TextField
          label={words.tenant}
          required
          problem={problems.includes('tenant') ? words.tenantHint : null}
          hint={problems.includes('tenant') ? undefined : words.tenantHint}
          value={draft.tenant}
          onChange={(tenant) => change({ tenant })}
        />
      ) : null}
    </>
  );
}
