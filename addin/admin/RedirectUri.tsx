/** The address that has to be registered at the service: to read, and to copy. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { CopyButton } from '../ui/CopyButton.tsx';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';

const useStyles = makeStyles({
  uri: {
    display: 'block',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

export function RedirectUri({ uri, label = adminTexts.apps.redirect }: { uri: string; label?: string }) {
  const styles = useStyles();
  const prose = useProse();
  return (
    <div className={styles.box}>
      <p className={prose.small}>{label}</p>
      <code className={styles.uri}>{uri}</code>
      <div>
        <CopyButton text={uri} label={adminTexts.apps.copyRedirect} />
      </div>
    </div>
  );
}
