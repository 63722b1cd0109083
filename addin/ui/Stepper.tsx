/** Where somebody is among a few steps; those that can be shown are buttons. Fits 320 px. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Checkmark12Filled } from '@fluentui/react-icons';
import { chosenByForce } from './toggleLook.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    margin: 0,
    padding: `0 ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalS}`,
    listStyleType: 'none',
    width: '100%',
    maxWidth: '640px',
    boxSizing: 'border-box',
    alignSelf: 'center',
    flexShrink: 0,
  },
  item: {
    position: 'relative',
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    '&:not(:first-child)::before': {
      content: '""',
      position: 'absolute',
      top: '13px',
      left: 'calc(-50% + 14px)',
      right: 'calc(50% + 14px)',
      height: '2px',
      borderRadius: '1px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
  },
  passed: { '&:not(:first-child)::before': { backgroundColor: tokens.colorBrandBackground } },
  step: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXS,
    width: '100%',
    padding: `${tokens.spacingVerticalXXS} 0`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    cursor: 'pointer',
    ':disabled': { color: tokens.colorNeutralForegroundDisabled, cursor: 'default' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  dot: {
    width: '24px',
    height: '24px',
    boxSizing: 'border-box',
    borderRadius: tokens.borderRadiusCircular,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  dotDone: {
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
    color: tokens.colorBrandForeground2,
  },
  dotCurrent: {
    backgroundColor: tokens.colorBrandBackground,
    border: `1px solid ${tokens.colorBrandBackground}`,
    color: tokens.colorNeutralForegroundOnBrand,
    ...chosenByForce,
  },
});

export interface StepperProps<S extends string> {
  label: string;
  steps: readonly S[];
  names: Record<S, string>;
  current: S;
  mayGo: (step: S) => boolean;
  onGo: (step: S) => void;
}

export function Stepper<S extends string>({ label, steps, names, current, mayGo, onGo }: StepperProps<S>) {
  const styles = useStyles();
  const at = steps.indexOf(current);
  return (
    <nav aria-label={label} style={{ display: 'contents' }}>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={step} className={mergeClasses(styles.item, index <= at && styles.passed)}>
            <button
              type="button"
              className={mergeClasses(styles.step, index === at && styles.current)}
              disabled={!mayGo(step)}
              aria-current={index === at ? 'step' : undefined}
              onClick={() => onGo(step)}
            >
              <span
                className={mergeClasses(styles.dot, index < at && styles.dotDone, index === at && styles.dotCurrent)}
                aria-hidden="true"
              >
                {index < at ? <Checkmark12Filled /> : index + 1}
              </span>
              {names[step]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
