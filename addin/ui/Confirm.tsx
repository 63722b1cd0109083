/** Asks before what cannot be undone. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ShownFailure } from './failureLines.ts';
import { SmallProblem } from './Problem.tsx';
import { Sheet } from './Sheet.tsx';

const useStyles = makeStyles({
  wide: { width: '100%', maxWidth: 'none', minHeight: '40px', flexShrink: 0 },
  danger: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': { backgroundColor: tokens.colorStatusDangerBackground3Hover, color: tokens.colorNeutralForegroundOnBrand },
    ':hover:active': { backgroundColor: tokens.colorStatusDangerBackground3Pressed, color: tokens.colorNeutralForegroundOnBrand },
  },
});

export interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  no: string;
  /** Red for what destroys or stops; the usual colour for what goes ahead. */
  danger?: boolean;
  /** Why it could not be done just now. */
  failure?: ShownFailure | null;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ title, text, yes, no, danger = false, failure = null, onYes, onNo }: ConfirmProps) {
  const styles = useStyles();
  return (
    <Sheet role="alertdialog" title={title} text={text} onNo={onNo}>
      {failure ? <SmallProblem failure={failure} /> : null}
      <Button
        appearance="primary"
        size="large"
        className={danger ? mergeClasses(styles.wide, styles.danger) : styles.wide}
        onClick={onYes}
      >
        {yes}
      </Button>
      <Button size="large" className={styles.wide} onClick={onNo} data-safe="">
        {no}
      </Button>
    </Sheet>
  );
}
