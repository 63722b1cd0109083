/** Outlook on a phone: too small for a merge, and its dialogs and files are not Office's. One sentence, and where to go on. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { Mark } from '../ui/Mark.tsx';
import { useProse } from '../ui/prose.ts';
import { draftTexts } from '../ui/texts/draftTexts.ts';

const useStyles = makeStyles({
  middle: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalM,
    margin: 'auto',
    padding: tokens.spacingHorizontalXXL,
    textAlign: 'center',
  },
});

export function OnPhone() {
  const styles = useStyles();
  const prose = useProse();
  return (
    <main className={styles.middle}>
      <Mark size={48} />
      <h1 className={prose.h2}>{draftTexts.phone.title}</h1>
      <p className={prose.p}>{draftTexts.phone.next}</p>
    </main>
  );
}
