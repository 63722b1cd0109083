/** What happens where a field is empty: stop, write something else, leave it empty, or leave its line out. */
import { Field, Input } from '@fluentui/react-components';
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import { Choice } from '../ui/Choice.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { useTyped } from '../ui/useTyped.ts';

const TEXT_MAX = 500;
/** Stands in the mail until something better is typed; a policy without a text does not exist. */
const FIRST_TEXT = '–';

export interface PolicyChoiceProps {
  field: string;
  policy: FieldPolicy;
  /** Resolves to whether the server took it. */
  onChoose: (policy: FieldPolicy) => Promise<boolean>;
}

export function PolicyChoice({ field, policy, onChoose }: PolicyChoiceProps) {
  const prose = useProse();
  const choose = (value: string) => onChoose(policyOf(value));
  return (
    <div className={prose.tight}>
      <Field label={mergeTexts.check.policy(field)}>
        <Choice value={typeof policy === 'string' ? policy : 'default'} onChoose={choose}>
          <option value="block">{mergeTexts.check.block}</option>
          <option value="default">{optionTexts.writing.standard}</option>
          <option value="empty">{mergeTexts.check.empty}</option>
          <option value="drop-line">{optionTexts.writing.dropLine}</option>
        </Choice>
      </Field>
      {typeof policy === 'string' ? null : <Standard text={policy.default} onSave={(text) => void onChoose({ default: text })} />}
    </div>
  );
}

function policyOf(value: string): FieldPolicy {
  if (value === 'default') return { default: FIRST_TEXT };
  return value === 'empty' || value === 'drop-line' ? value : 'block';
}

function Standard({ text, onSave }: { text: string; onSave: (text: string) => void }) {
  const typed = useTyped(text, (value) => {
    if (value.trim() !== '') onSave(value);
  });
  return (
    <Field label={optionTexts.writing.standardText}>
      <Input
        value={typed.text}
        input={{ maxLength: TEXT_MAX }}
        onChange={(_, data) => typed.type(data.value)}
        onBlur={typed.flush}
      />
    </Field>
  );
}
