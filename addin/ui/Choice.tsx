/** A list to choose one thing from, and a box to tick: both show what was chosen at once, not when the server has it. */
import type { CheckboxProps, SelectProps } from '@fluentui/react-components';
import { Checkbox, makeStyles, mergeClasses, Select } from '@fluentui/react-components';
import { useWish } from './useWish.ts';

/** Otherwise it is as wide as its longest option, and sticks out of a narrow card. */
const useStyles = makeStyles({ choice: { minWidth: 0 } });

export type ChoiceProps = Omit<SelectProps, 'value' | 'onChange'> & {
  value: string;
  /** Resolves to whether it was taken. */
  onChoose: (value: string) => Promise<boolean>;
};

export function Choice({ value, onChoose, className, ...rest }: ChoiceProps) {
  const styles = useStyles();
  const [shown, choose] = useWish(value, onChoose);
  return (
    <Select
      {...rest}
      className={mergeClasses(styles.choice, className)}
      value={shown}
      onChange={(_, data) => choose(data.value)}
    />
  );
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
