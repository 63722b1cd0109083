/** A link, or a button that looks like one. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  link: {
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorBrandForegroundLink,
    font: 'inherit',
    textDecorationLine: 'underline',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  quiet: {
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    width: 'fit-content',
  },
});

/** Goes somewhere inside the pane. */
export function QuietLink({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  const styles = useStyles();
  return (
    <button type="button" className={mergeClasses(styles.link, styles.quiet)} onClick={onClick}>
      {children}
    </button>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a className={useStyles().link} href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
