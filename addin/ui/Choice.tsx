/** A list to choose one thing from, and a box to tick: both show what was chosen at once, not when the server has it. */
import type { CheckboxProps, SelectProps } from '@fluentui/react-components';
import { Checkbox, Select } from '@fluentui/react-components';
import { useWish } from './useWish.ts';

export type ChoiceProps = Omit<SelectProps, 'value' | 'onChange'> & {
  value: string;
  /** Resolves to whether it was taken. */
  onChoose: (value: string) => Promise<boolean>;
};

export function Choice({ value, onChoose, ...rest }: ChoiceProps) {
  const [shown, choose] = useWish(value, onChoose);
  return <Select {...rest} value={shown} onChange={(_, data) => choose(data.value)} />;
}

export type TickProps = Omit<CheckboxProps, 'checked' | 'onChange'> & {
  checked: boolean;
  /** Resolves to whether it was taken. */
  onTick: (checked: boolean) => Promise<boolean>;
};

export function Tick({ checked, onTick, ...rest }: TickProps) {
  const [shown, choose] = useWish(checked, onTick);
  return <Checkbox {...rest} checked={shown} onChange={(_, data) => choose(data.checked === true)} />;
}
