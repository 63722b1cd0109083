/** Where several kinds of mailbox can be connected: which one. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Choice } from '../../shared/api/apps.ts';
import type { Loaded } from '../api/useCall.ts';
import { Placeholder } from '../ui/Placeholder.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import { useDelayed } from '../ui/useDelayed.ts';

const useStyles = makeStyles({
  list: { gap: tokens.spacingVerticalS },
  option: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    textAlign: 'left',
    fontFamily: tokens.fontFamilyBase,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  wide: { width: '100%', maxWidth: 'none', minHeight: '40px', flexShrink: 0 },
});

export interface ChooseMailboxProps {
  choices: Loaded<{ choices: Choice[] }>;
  /** Called inside the click: windows open only there. */
  onChoose: (choice: Choice) => void;
  onNo: () => void;
}

export function ChooseMailbox({ choices, onChoose, onNo }: ChooseMailboxProps) {
  const styles = useStyles();
  const prose = useProse();
  const slow = useDelayed(choices.loading);
  const found = choices.value?.choices ?? [];
  return (
    <Sheet role="dialog" title={connectTexts.choose.title} onNo={onNo}>
      {choices.failure ? <Problem failure={choices.failure} onRetry={choices.reload} /> : null}
      {slow && choices.value === null ? <Placeholder /> : null}
      {choices.value && found.length === 0 ? <p className={prose.p}>{connectTexts.choose.none}</p> : null}
      {found.length > 0 ? (
        <ul className={mergeClasses(prose.list, styles.list)}>
          {found.map((choice) => (
            <li key={choice.key}>
              <button type="button" className={styles.option} onClick={() => onChoose(choice)}>
                <span className={mergeClasses(prose.p, prose.strong)}>{choice.name}</span>
                <span className={prose.small}>{connectTexts.choose.kinds[choice.kind]}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Button size="large" className={styles.wide} onClick={onNo} data-safe="">
        {connectTexts.choose.not}
      </Button>
    </Sheet>
  );
}
