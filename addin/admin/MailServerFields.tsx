/** A mail server: where, how encrypted, how the login is said. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import type { ServerDraft } from './appDraft.ts';
import { ChoiceField, TextField } from './formFields.tsx';

const words = adminTexts.form;

const useStyles = makeStyles({
  group: { margin: 0, padding: 0, border: 'none', minWidth: 0 },
  fields: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 1fr) 88px',
    paddingTop: tokens.spacingVerticalXS,
    // A field's own least width would push the port out of the pane.
    '& input, & select, & span': { minWidth: 0 },
  },
  wide: {
    gridColumn: '1 / -1',
    display: 'grid',
    gap: tokens.spacingVerticalS,
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
  },
});

export interface MailServerFieldsProps {
  label: string;
  server: ServerDraft;
  onChange: (server: ServerDraft) => void;
  problem: boolean;
}

export function MailServerFields({ label, server, onChange, problem }: MailServerFieldsProps) {
  const styles = useStyles();
  const prose = useProse();
  const set = (part: Partial<ServerDraft>) => onChange({ ...server, ...part });
  return (
    <fieldset className={styles.group}>
      <legend className={prose.h3}>{label}</legend>
      <div className={styles.fields}>
        <TextField label={words.host} value={server.host} onChange={(host) => set({ host })} />
        <TextField type="number" label={words.port} value={server.port} onChange={(port) => set({ port })} />
        <div className={styles.wide}>
          <ChoiceField
            label={words.security}
            options={words.securities}
            value={server.security}
            onChange={(security) => set({ security })}
          />
          <ChoiceField label={words.auth} options={words.auths} value={server.auth} onChange={(auth) => set({ auth })} />
        </div>
      </div>
      {problem ? <p className={prose.small}>{words.needsServer}</p> : null}
    </fieldset>
  );
}
