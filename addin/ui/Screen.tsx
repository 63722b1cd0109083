/** One screen: a header that stays, content that scrolls, and the one primary action in a footer that stays. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronLeft20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Mark } from './Mark.tsx';
import { texts } from './texts/texts.ts';

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '48px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    flexShrink: 0,
  },
  title: {
    margin: 0,
    flexGrow: 1,
    minWidth: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    outlineStyle: 'none',
  },
  body: {
    position: 'relative',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXXL}`,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    // What does not fit scrolls; nothing is squeezed.
    '& > *': { flexShrink: 0 },
  },
  column: { width: '100%', maxWidth: '640px', marginLeft: 'auto', marginRight: 'auto' },
});

export interface ScreenProps {
  title: string;
  onBack?: (() => void) | undefined;
  headerEnd?: ReactNode;
  /** Between header and content; does not scroll away. */
  top?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  /** When this changes, the heading gets the focus: that is how a screen reader hears of a new step. */
  focusKey?: string;
  /** The heading has the focus from the start: for a screen that takes another's place inside the pane. */
  focusNow?: boolean;
}

export function Screen(props: ScreenProps) {
  const styles = useStyles();
  const heading = useFocusOn(props.focusKey, props.focusNow === true);
  return (
    <div className={styles.screen}>
      <header className={mergeClasses(styles.header, styles.column)}>
        {props.onBack ? (
          <Button appearance="subtle" icon={<ChevronLeft20Regular />} aria-label={texts.back} onClick={props.onBack} />
        ) : (
          <Mark size={24} />
        )}
        <h1 className={styles.title} tabIndex={-1} ref={heading}>
          {props.title}
        </h1>
        {props.headerEnd}
      </header>
      {props.top}
      <main className={mergeClasses(styles.body, styles.column)}>{props.children}</main>
      {props.footer}
    </div>
  );
}

/**
 * Moves the focus to the heading when the key changes: to that of the step where there is one, since the title stays the same.
 * A screen that takes another's place has it too, for what had it is gone; but not at the very first paint: Word has it then.
 */
function useFocusOn(key: string | undefined, now: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<string | null | undefined>(now ? null : key);
  useEffect(() => keepFocus(heading.current), []);
  useEffect(() => {
    const title = heading.current;
    if (before.current !== key) focusOn(headingIn(title));
    else if (document.activeElement === document.body && document.hasFocus()) focusOn(title);
    before.current = key;
  }, [key]);
  return heading;
}

/** The heading of the step, where the screen has steps. */
function headingIn(title: HTMLElement | null): HTMLElement | null {
  return title?.closest('header')?.parentElement?.querySelector<HTMLElement>('main > h2') ?? title;
}

/**
 * What has the focus may go away with what it did: the button beside a file that is being read, a choice that is made. Then
 * the keyboard would begin at the top of the page again, and a screen reader would be nowhere.
 */
function keepFocus(title: HTMLElement | null): (() => void) | undefined {
  const screen = title?.closest('header')?.parentElement;
  if (!screen) return undefined;
  let last: EventTarget | null = null;
  const remember = ({ target }: Event) => {
    last = target;
  };
  // Whoever presses beside everything has left it.
  const forget = () => {
    if (document.activeElement === document.body) last = null;
  };
  const watch = new MutationObserver(() => {
    if (document.activeElement !== document.body || !(last instanceof Element) || last.isConnected) return;
    last = null;
    focusOn(headingIn(title));
  });
  screen.addEventListener('focusin', remember);
  screen.addEventListener('click', forget);
  watch.observe(screen, { childList: true, subtree: true });
  return () => {
    screen.removeEventListener('focusin', remember);
    screen.removeEventListener('click', forget);
    watch.disconnect();
  };
}

/** Beside a letter in which somebody types it waits until they come back: the pane would take the keyboard from Word. */
function focusOn(heading: HTMLElement | null): void {
  if (!heading) return;
  heading.tabIndex = -1;
  if (document.hasFocus()) heading.focus();
  else window.addEventListener('focus', () => focusBack(heading), { once: true });
}

/** Nothing moves under a press that brings somebody back. */
function focusBack(heading: HTMLElement): void {
  if (document.activeElement === document.body) heading.focus({ preventScroll: true });
}
