/** A choice between a few views of the same thing. Real radio buttons underneath: arrow keys work by themselves. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    padding: '2px',
    margin: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
    minWidth: 0,
  },
  option: {
    position: 'relative',
    flexGrow: 1,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    '&:has(input:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  input: { position: 'absolute', inset: 0, opacity: 0, margin: 0, cursor: 'pointer' },
});

export interface SegmentsProps<V extends string> {
  label: string;
  options: Record<V, string>;
  value: V;
  onChange: (value: V) => void;
}

export function Segments<V extends string>({ label, options, value, onChange }: SegmentsProps<V>) {
  const styles = useStyles();
  const name = useId();
  return (
    <div className={styles.group} role="radiogroup" aria-label={label}>
      {(Object.keys(options) as V[]).map((option) => (
        <label key={option} className={mergeClasses(styles.option, option === value && styles.chosen)}>
          <input type="radio" className={styles.input} name={name} checked={option === value} onChange={() => onChange(option)} />
          {options[option]}
        </label>
      ))}
    </div>
  );
}
