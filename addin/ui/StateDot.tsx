/** A small dot for the state of a mailbox; its words stand beside it. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  dot: {
    flexShrink: 0,
    width: '10px',
    height: '10px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralStroke1,
    '@media (forced-colors: active)': { border: '1px solid CanvasText', forcedColorAdjust: 'none' },
  },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3 },
  warn: { backgroundColor: tokens.colorStatusWarningBackground3 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground3 },
});

export function StateDot({ state }: { state: string }) {
  const styles = useStyles();
  const tones: Record<string, string | undefined> = { connected: styles.good, throttled: styles.warn, disconnected: undefined };
  const tone = state in tones ? tones[state] : styles.bad;
  return <span className={mergeClasses(styles.dot, tone)} aria-hidden="true" />;
}
