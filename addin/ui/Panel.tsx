/** Calm surfaces: a card, a note, a folded text. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, ErrorCircle20Filled, Info20Regular, Warning20Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useState } from 'react';

const useStyles = makeStyles({
  card: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    padding: tokens.spacingHorizontalM,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
  },
  note: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    alignItems: 'flex-start',
    // Seen where the system forces its colours and takes the ground away.
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusLarge,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    overflowWrap: 'anywhere',
    scrollMarginBottom: tokens.spacingVerticalM,
  },
  icon: { flexShrink: 0, lineHeight: 0, marginTop: '1px' },
  info: { backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground1 },
  good: { backgroundColor: tokens.colorStatusSuccessBackground1, color: tokens.colorNeutralForeground1 },
  warn: { backgroundColor: tokens.colorStatusWarningBackground1, color: tokens.colorNeutralForeground1 },
  bad: { backgroundColor: tokens.colorStatusDangerBackground1, color: tokens.colorNeutralForeground1 },
  infoIcon: { color: tokens.colorNeutralForeground2 },
  goodIcon: { color: tokens.colorStatusSuccessForeground1 },
  warnIcon: { color: tokens.colorStatusWarningForeground1 },
  badIcon: { color: tokens.colorStatusDangerForeground1 },
  content: { minWidth: 0, flexGrow: 1, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  fold: {
    '& > summary': {
      cursor: 'pointer',
      color: tokens.colorBrandForegroundLink,
      fontSize: tokens.fontSizeBase200,
      lineHeight: tokens.lineHeightBase300,
      borderRadius: tokens.borderRadiusMedium,
      width: 'fit-content',
    },
    '& > summary:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export function Card({ children, className, label }: { children: ReactNode; className?: string; label?: string }) {
  return (
    <section className={mergeClasses(useStyles().card, className)} aria-label={label}>
      {children}
    </section>
  );
}

export type Tone = 'info' | 'good' | 'warn' | 'bad';
const ICONS = {
  info: Info20Regular,
  good: CheckmarkCircle20Filled,
  warn: Warning20Filled,
  bad: ErrorCircle20Filled,
} as const;

/** Brings what has just appeared into sight: below the last button it would stand behind the footer. Not while somebody types. A ref. */
export function intoSight(element: HTMLElement | null): void {
  const types = document.activeElement?.matches('input:not([type=checkbox]):not([type=radio]), textarea') === true;
  if (!types) element?.scrollIntoView({ block: 'nearest' });
}

/** A remark in the page; `live` makes a screen reader say it when it appears, the `answer` to a press is brought into sight too. */
export function Note({ tone, children, live = false }: { tone: Tone; children: ReactNode; live?: boolean | 'answer' }) {
  const styles = useStyles();
  const Icon = ICONS[tone];
  return (
    <div
      ref={live === 'answer' ? intoSight : null}
      className={mergeClasses(styles.note, styles[tone])}
      role={live ? 'status' : undefined}
    >
      <span className={mergeClasses(styles.icon, styles[`${tone}Icon`])}>
        <Icon aria-hidden="true" />
      </span>
      <div className={styles.content}>{children}</div>
    </div>
  );
}

export function Fold({ summary, children, open }: { summary: ReactNode; children: ReactNode; open?: boolean }) {
  return (
    <details className={useStyles().fold} open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}

/** A fold whose content comes with the first opening: what is inside asks the server for something. */
export function LateFold({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className={useStyles().fold} onToggle={(event) => setOpened(opened || event.currentTarget.open)}>
      <summary>{summary}</summary>
      {opened ? children : null}
    </details>
  );
}
