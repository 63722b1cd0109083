/** A turning ring: something is under way. Fluent's own would be a twentieth of the first screen. */
import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  all: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalS,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  ring: {
    boxSizing: 'border-box',
    width: '32px',
    height: '32px',
    borderRadius: '50%',
    ...shorthands.borderWidth('3px'),
    ...shorthands.borderStyle('solid'),
    ...shorthands.borderColor(tokens.colorBrandStroke1, tokens.colorBrandStroke2, tokens.colorBrandStroke2),
    animationName: { to: { transform: 'rotate(360deg)' } },
    animationDuration: '1.2s',
    animationTimingFunction: 'linear',
    animationIterationCount: 'infinite',
    // Still to be seen that it turns, without the haste.
    '@media screen and (prefers-reduced-motion: reduce)': { animationDuration: '4s' },
    '@media (forced-colors: active)': {
      forcedColorAdjust: 'none',
      ...shorthands.borderColor('Highlight', 'transparent', 'transparent'),
    },
  },
  tiny: { width: '20px', height: '20px', ...shorthands.borderWidth('2px') },
  large: { width: '40px', height: '40px' },
  inverted: {
    ...shorthands.borderColor(
      tokens.colorNeutralStrokeOnBrand2,
      tokens.colorNeutralStrokeAlpha2,
      tokens.colorNeutralStrokeAlpha2,
    ),
    '@media (forced-colors: active)': { borderTopColor: 'currentColor' },
  },
});

/** `label` is shown below it; without one, `aria-label` says what it means. `inverted`: on a button of the brand's colour. */
export function Spinner(props: {
  size?: 'tiny' | 'large';
  appearance?: 'inverted';
  label?: string | undefined;
  'aria-label'?: string;
}) {
  const styles = useStyles();
  const { size, appearance, label } = props;
  const ring = mergeClasses(styles.ring, size && styles[size], appearance && styles.inverted);
  return (
    <span className={styles.all} role="progressbar" aria-label={props['aria-label'] ?? label}>
      <span className={ring} />
      {label}
    </span>
  );
}
