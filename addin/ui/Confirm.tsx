/** Asks before what cannot be undone. It rises from the footer, the rest of the pane rests, Escape means no. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef } from 'react';
import { useProse } from './prose.ts';

const useStyles = makeStyles({
  scrim: {
    position: 'fixed',
    inset: 0,
    zIndex: 10,
    display: 'flex',
    alignItems: 'flex-end',
    backgroundColor: tokens.colorBackgroundOverlay,
  },
  sheet: {
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '640px',
    marginLeft: 'auto',
    marginRight: 'auto',
    padding: tokens.spacingHorizontalL,
    borderRadius: `${tokens.borderRadiusXLarge} ${tokens.borderRadiusXLarge} 0 0`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow28,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { from: { transform: 'translateY(24px)', opacity: 0 }, to: { transform: 'none', opacity: 1 } },
      animationDuration: tokens.durationNormal,
      animationTimingFunction: tokens.curveDecelerateMid,
    },
  },
  wide: { width: '100%', maxWidth: 'none', minHeight: '40px' },
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
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ title, text, yes, no, danger = false, onYes, onNo }: ConfirmProps) {
  const styles = useStyles();
  const prose = useProse();
  const id = useId();
  const { sheet, onKeyDown } = useSheetFocus(onNo);
  return (
    <div className={styles.scrim}>
      <div
        ref={sheet}
        className={styles.sheet}
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}title`}
        aria-describedby={`${id}text`}
        onKeyDown={onKeyDown}
      >
        <h2 id={`${id}title`} className={prose.h2}>
          {title}
        </h2>
        <p id={`${id}text`} className={prose.p}>
          {text}
        </p>
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
      </div>
    </div>
  );
}

/** The safe answer has the focus first; Tab stays inside; afterwards the focus returns to where it was. */
function useSheetFocus(onNo: () => void) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    sheet.current?.querySelector<HTMLElement>('[data-safe]')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onNo();
    if (event.key !== 'Tab') return;
    const stops = [...(sheet.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    stops[(at + (event.shiftKey ? stops.length - 1 : 1)) % stops.length]?.focus();
  };
  return { sheet, onKeyDown };
}
