/** The one primary action of a screen, always in the same place. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Spinner } from './Spinner.tsx';
import { texts } from './texts/texts.ts';
import { useDelayed } from './useDelayed.ts';

const useStyles = makeStyles({
  footer: {
    flexShrink: 0,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
  },
  inner: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    maxWidth: '640px',
    marginLeft: 'auto',
    marginRight: 'auto',
  },
  wide: { width: '100%', maxWidth: 'none', minHeight: '40px' },
  note: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    textAlign: 'center',
  },
});

export interface FooterAction {
  label: string;
  onClick: () => void;
  busy?: boolean;
  /** Shows that something is under way, but takes a press all the same: whoever handles it waits. A button that goes dead between press and release loses the press. */
  waiting?: boolean;
  disabled?: boolean;
}

export function Footer({
  primary,
  secondary,
  note,
}: {
  primary: FooterAction;
  secondary?: FooterAction | undefined;
  note?: ReactNode;
}) {
  const styles = useStyles();
  const showSpinner = useDelayed(primary.busy === true || primary.waiting === true);
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        {note ? <p className={styles.note}>{note}</p> : null}
        <Button
          appearance="primary"
          size="large"
          className={styles.wide}
          disabledFocusable={primary.disabled === true || primary.busy === true}
          icon={showSpinner ? <Spinner size="tiny" appearance="inverted" aria-label={texts.loading} /> : null}
          onClick={primary.onClick}
        >
          {primary.label}
        </Button>
        {secondary ? (
          <Button
            appearance="subtle"
            className={styles.wide}
            disabledFocusable={secondary.disabled === true || secondary.busy === true}
            onClick={secondary.onClick}
          >
            {secondary.label}
          </Button>
        ) : null}
      </div>
    </footer>
  );
}
