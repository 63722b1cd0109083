/** On every screen while nothing is sent for real. */
import { Link, makeStyles, tokens } from '@fluentui/react-components';
import { texts } from './texts.ts';

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
  link: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

export function SandboxBanner({ mailboxUrl }: { mailboxUrl: string | null }) {
  const styles = useStyles();
  return (
    <div className={styles.banner}>
      <span>{texts.sandbox}</span>
      {mailboxUrl ? (
        <Link href={mailboxUrl} target="_blank" rel="noopener" inline className={styles.link}>
          {texts.sandboxLink}
        </Link>
      ) : null}
    </div>
  );
}
