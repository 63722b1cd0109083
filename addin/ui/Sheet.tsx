/** A sheet that rises from the footer and asks something; the rest of the pane rests, Escape means no. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { KeyboardEvent, ReactNode } from 'react';
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
    maxHeight: '100%',
    // Seen where the system forces its colours, which know no shade.
    border: '1px solid transparent',
    overflowY: 'auto',
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
});

export interface SheetProps {
  /** `alertdialog` for a question before something that cannot be undone. */
  role: 'dialog' | 'alertdialog';
  title: string;
  text?: string | undefined;
  onNo: () => void;
  /** Buttons; the one with `data-safe` has the focus first. */
  children: ReactNode;
}

export function Sheet({ role, title, text, onNo, children }: SheetProps) {
  const styles = useStyles();
  const prose = useProse();
  const id = useId();
  const { sheet, onKeyDown } = useSheetFocus(onNo);
  return (
    <div className={styles.scrim}>
      <div
        ref={sheet}
        className={styles.sheet}
        role={role}
        aria-modal="true"
        aria-labelledby={`${id}title`}
        aria-describedby={text === undefined ? undefined : `${id}text`}
        onKeyDown={onKeyDown}
      >
        <h2 id={`${id}title`} className={prose.h2}>
          {title}
        </h2>
        {text === undefined ? null : (
          <p id={`${id}text`} className={prose.p}>
            {text}
          </p>
        )}
        {children}
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
