/** Access that another program already has: typed, or taken from a file. What is secret leaves the page when it was used. */
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Choice } from '../../shared/api/apps.ts';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import { importAccount } from '../../shared/api/importAccount.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { AccessFileField } from './AccessFileField.tsx';

const words = mailboxTexts.bring;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalS} 0` },
});

type TextName = 'clientId' | 'clientSecret' | 'refreshToken' | 'tenant' | 'emailAddress' | 'fromName';

export function BringAccess({ choices, onConnected }: { choices: readonly Choice[]; onConnected: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  const { newKey } = usePane();
  const action = useAction(importAccount);
  const [values, setValues] = useState<ImportBody>({});
  const [done, setDone] = useState<string | null>(null);
  const bring = async () => {
    setDone(null);
    const answer = await action.run({ body: filled(values) }, { idempotencyKey: newKey() });
    if (!answer.ok) return;
    setValues({});
    setDone(answer.value.emailAddress);
    onConnected();
  };
  return (
    <div className={styles.body}>
      <p className={prose.small}>{words.what}</p>
      <AccessFileField key={done} onValues={(read) => setValues((before) => ({ ...before, ...read }))} />
      <Fields values={values} choices={choices} onChange={setValues} />
      {action.failure ? <Problem failure={action.failure} /> : null}
      {done === null ? null : (
        <Note tone="good" live="answer">
          <p className={prose.p}>{words.done(done)}</p>
        </Note>
      )}
      <div>
        <Button disabledFocusable={action.busy || !values.refreshToken} onClick={() => void bring()}>
          {action.busy ? words.trying : words.connect}
        </Button>
      </div>
    </div>
  );
}

interface FieldsProps {
  values: ImportBody;
  choices: readonly Choice[];
  onChange: (values: ImportBody) => void;
}

function Fields({ values, choices, onChange }: FieldsProps) {
  const kind = kindOf(values.provider, choices);
  const text = (name: TextName, hint: string, secret = false) => (
    <Field label={words[name]} hint={hint} required={name === 'refreshToken'}>
      <Input
        // "new-password" keeps password managers from filling in or keeping what is no password of theirs.
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'new-password' : 'off'}
        spellCheck={false}
        value={values[name] ?? ''}
        onChange={(_, data) => onChange({ ...values, [name]: data.value })}
      />
    </Field>
  );
  return (
    <>
      <Field label={words.kind}>
        <Select value={values.provider ?? 'microsoft'} onChange={(_, data) => onChange({ ...values, provider: data.value })}>
          {optionsOf(values.provider, choices).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      {text('clientId', words.optional('client_id'))}
      {text('clientSecret', words.optional('client_secret'), true)}
      {text('refreshToken', words.there('refresh_token'), true)}
      {kind === 'microsoft' ? text('tenant', words.optional('tenant')) : null}
      {kind === 'generic' ? text('emailAddress', words.there('email_address')) : null}
      {text('fromName', words.optional('from_name'))}
    </>
  );
}

/** The two kinds everybody knows, this server's other applications by name, and what a file has brought. */
function optionsOf(provider: string | undefined, choices: readonly Choice[]): [string, string][] {
  const options = new Map<string, string>([
    ['microsoft', words.kinds.microsoft],
    ['google', words.kinds.google],
  ]);
  for (const choice of choices) if (!options.has(choice.key)) options.set(choice.key, choice.name);
  if (provider === 'generic') options.set('generic', words.kinds.generic);
  else if (provider !== undefined && !options.has(provider)) options.set(provider, provider);
  return [...options];
}

function kindOf(provider: string | undefined, choices: readonly Choice[]): Choice['kind'] {
  if (provider === undefined || provider === 'microsoft') return 'microsoft';
  return choices.find((choice) => choice.key === provider)?.kind ?? (provider === 'google' ? 'google' : 'generic');
}

/** Only what was given: an empty text is no value. */
function filled(values: ImportBody): ImportBody {
  const given = Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}
