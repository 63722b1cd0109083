/** The fields of a form with their labels: a text, several lines, a choice. */
import { Field, Input, Select } from '@fluentui/react-components';
import { LongText } from '../ui/LongText.tsx';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with it, for a person. */
  problem?: string | null;
  required?: boolean;
  /** `secret`: never shown, never kept by a password manager. */
  type?: 'text' | 'secret' | 'date' | 'number';
  onLeave?: () => void;
}

export function TextField({ label, value, onChange, hint, problem, required = false, type = 'text', onLeave }: TextFieldProps) {
  return (
    <Field label={label} hint={hint ?? null} required={required} {...(problem ? { validationMessage: problem } : {})}>
      <Input
        type={type === 'secret' ? 'password' : type === 'date' ? 'date' : 'text'}
        autoComplete={type === 'secret' ? 'new-password' : 'off'}
        spellCheck={false}
        {...(type === 'number' ? { inputMode: 'numeric' as const } : {})}
        value={value}
        onChange={(_, data) => onChange(data.value)}
        {...(onLeave && { onBlur: onLeave })}
      />
    </Field>
  );
}

export function LinesField({ label, value, onChange, hint }: Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'hint'>) {
  return (
    <Field label={label} hint={hint ?? null}>
      <LongText value={value} rows={3} spellCheck={false} autoComplete="off" onChange={onChange} />
    </Field>
  );
}

export interface ChoiceFieldProps<V extends string> {
  label: string;
  value: V;
  /** Value → words, in order. */
  options: Partial<Record<V, string>>;
  onChange: (value: V) => void;
  hint?: string | undefined;
}

export function ChoiceField<V extends string>({ label, value, options, onChange, hint }: ChoiceFieldProps<V>) {
  return (
    <Field label={label} hint={hint ?? null}>
      <Select value={value} onChange={(_, data) => onChange(data.value as V)}>
        {(Object.keys(options) as V[]).map((option) => (
          <option key={option} value={option}>
            {options[option]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
