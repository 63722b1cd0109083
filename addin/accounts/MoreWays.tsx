/** Two ways few people need: a link for somebody else, and access that another program has. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Choice } from '../../shared/api/apps.ts';
import { Fold, LateFold } from '../ui/Panel.tsx';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { AskByLink } from './AskByLink.tsx';
import { BringAccess } from './BringAccess.tsx';

const useStyles = makeStyles({
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0 0 ${tokens.spacingHorizontalM}`,
  },
});

export function MoreWays({ choices, onConnected }: { choices: readonly Choice[]; onConnected: () => void }) {
  const styles = useStyles();
  return (
    <Fold summary={mailboxTexts.more.fold}>
      <div className={styles.body}>
        <LateFold summary={mailboxTexts.more.link}>
          <AskByLink choices={choices} onConnected={onConnected} />
        </LateFold>
        <LateFold summary={mailboxTexts.more.bring}>
          <BringAccess choices={choices} onConnected={onConnected} />
        </LateFold>
      </div>
    </Fold>
  );
}
