/** Another address in the From line, such as a shared mailbox: folded away, and only where the mailbox may. */
import { Field, Input } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { Fold } from '../ui/Panel.tsx';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const ADDRESS_MAX = 320;

export interface SendAsFieldProps {
  draft: Filled;
  /** The mailbox it is sent with; undefined where it is not known (any more). */
  account: EmailAccount | undefined;
  change: DraftWork['change'];
}

export function SendAsField({ draft, account, change }: SendAsFieldProps) {
  if (account?.maySendAs !== true && draft.sendAs === null) return null;
  return (
    <Fold summary={mergeTexts.sendAs.fold} open={draft.sendAs !== null}>
      <Address key={draft.id} draft={draft} account={account} change={change} />
    </Fold>
  );
}

function Address({ draft, account, change }: SendAsFieldProps) {
  const [typed, setTyped] = useState(draft.sendAs ?? '');
  const sent = useRef(typed);
  const [left, setLeft] = useState(false);
  const wrong = left && !isUsable(typed);
  const send = async (address: string) => {
    const before = sent.current;
    sent.current = address;
    // Refused: the same address may be tried again.
    if (!(await change('change', { sendAs: address || null }))) sent.current = before;
  };
  const save = () => {
    setLeft(true);
    // Half an address would only be refused: it waits until it is one.
    if (typed.trim() !== sent.current && isUsable(typed)) void send(typed.trim());
  };
  useSaveOnLeaving(save);
  const hint = account?.maySendAs === false ? mergeTexts.sendAs.mayNot : mergeTexts.sendAs.hint;
  return (
    <Field label={mergeTexts.sendAs.label} hint={hint} {...(wrong ? { validationMessage: mergeTexts.sendAs.wrong } : {})}>
      <Input
        type="email"
        autoComplete="off"
        value={typed}
        placeholder={mergeTexts.sendAs.placeholder}
        input={{ maxLength: ADDRESS_MAX }}
        onChange={(_, data) => {
          setTyped(data.value);
          setLeft(false);
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
    </Field>
  );
}

function isUsable(typed: string): boolean {
  return typed.trim() === '' || /^\S+@\S+\.\S+$/.test(typed.trim());
}

/** Nothing typed is lost when the step is left by the keyboard or the pane closes. */
function useSaveOnLeaving(save: () => void): void {
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => () => latest.current(), []);
}
