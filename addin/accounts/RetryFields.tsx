/** What becomes of a mail that certainly was not sent: the server's standard unless somebody chooses otherwise. */
import { Checkbox, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { RetryPolicy } from '../../shared/api/pace.ts';
import { STANDARD_RETRY } from '../../shared/api/pace.ts';
import { useProse } from '../ui/prose.ts';
import { paceTexts } from '../ui/texts/paceTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { readWhole } from '../ui/readWhole.ts';
import { useWish } from '../ui/useWish.ts';

const COUNT_MOST = 100;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, paddingTop: tokens.spacingVerticalS },
});

export interface RetryFieldsProps {
  account: EmailAccount;
  /** Resolves to whether the server took it. */
  onChange: (retry: RetryPolicy | null) => Promise<boolean>;
}

export function RetryFields({ account, onChange }: RetryFieldsProps) {
  const prose = useProse();
  const styles = useStyles();
  const [retry, change] = useWish(account.retry, onChange);
  const choose = (mode: string) => {
    const wanted = (['any', 'status', 'none'] as const).find((one) => one === mode);
    change(wanted ? { ...(retry ?? STANDARD_RETRY), mode: wanted } : null);
  };
  return (
    <div className={`${prose.choices} ${styles.body}`}>
      <p className={prose.small}>{paceTexts.retryWhat}</p>
      <Field label={paceTexts.retryMode}>
        <Select value={retry?.mode ?? 'standard'} onChange={(_, data) => choose(data.value)}>
          {Object.entries(paceTexts.retryModes).map(([mode, words]) => (
            <option key={mode} value={mode}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      {retry === null || retry.mode === 'none' ? null : <Details key={retry.mode} retry={retry} onChange={change} />}
    </div>
  );
}

function Details({ retry, onChange }: { retry: RetryPolicy; onChange: (retry: RetryPolicy) => void }) {
  const codes = useTyped(retry.statusCodes.join(', '), (text) => {
    const statusCodes = readCodes(text);
    if (statusCodes !== null) onChange({ ...retry, statusCodes });
  });
  const count = useTyped(String(retry.countMax), (text) => {
    const countMax = readWhole(text, 0, COUNT_MOST);
    if (countMax !== null) onChange({ ...retry, countMax });
  });
  const wrong = (ok: boolean, sentence: string) => (ok ? {} : { validationMessage: sentence });
  return (
    <>
      {retry.mode === 'status' ? (
        <Field
          label={paceTexts.codes}
          hint={paceTexts.codesHint}
          {...wrong(readCodes(codes.text) !== null, paceTexts.codesWrong)}
        >
          <Input autoComplete="off" value={codes.text} onChange={(_, data) => codes.type(data.value)} onBlur={codes.flush} />
        </Field>
      ) : null}
      <Field label={paceTexts.count} {...wrong(readWhole(count.text, 0, COUNT_MOST) !== null, paceTexts.countWrong)}>
        <Input
          autoComplete="off"
          inputMode="numeric"
          value={count.text}
          onChange={(_, data) => count.type(data.value)}
          onBlur={count.flush}
        />
      </Field>
      <Checkbox
        label={paceTexts.double}
        checked={retry.multiplyWait}
        onChange={(_, data) => onChange({ ...retry, multiplyWait: data.checked === true })}
      />
    </>
  );
}

/** `429, 503` → [429, 503]; null where something else stands there. */
export function readCodes(text: string): number[] | null {
  const parts = text.split(/[\s,;|]+/).filter((part) => part !== '');
  const codes = parts.map((part) => readWhole(part, 400, 599));
  const usable = codes.filter((code) => code !== null);
  return usable.length === 0 || usable.length < codes.length || usable.length > 50 ? null : [...new Set(usable)];
}
