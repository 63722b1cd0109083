/** On every screen while nothing is sent for real. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { TextLink } from './TextLink.tsx';
import { texts } from './texts/texts.ts';

const useStyles = makeStyles({
  banner: {
    flexShrink: 0,
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'center',
  },
});

export function SandboxBanner({ mailboxUrl }: { mailboxUrl: string | null }) {
  const styles = useStyles();
  return (
    <aside className={styles.banner} aria-label={texts.product}>
      <span>{texts.sandbox}</span>
      {mailboxUrl ? <TextLink href={mailboxUrl}>{texts.sandboxLink}</TextLink> : null}
    </aside>
  );
}
