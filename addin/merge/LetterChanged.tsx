/** On every step: what the mails say is no longer what the open document says. Nothing is read again behind anybody's back. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import type { LetterWork } from './useLetter.ts';
import type { Step } from './wizard.ts';

/** It stays where it can be seen: fields are inserted far below. */
const useStyles = makeStyles({
  place: {
    flexShrink: 0,
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: '640px',
    margin: '0 auto',
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}`,
  },
});

export function LetterChanged({ letter, step }: { letter: LetterWork; step: Step }) {
  const styles = useStyles();
  const prose = useProse();
  const { words, read, changed, another, reading } = letter;
  if (!words || !read || !changed) return null;
  return (
    <div className={styles.place}>
      <Note tone="warn" live>
        <p className={prose.p}>{another ? letterTexts.other.open(another.now, another.read) : words.changed}</p>
        {another ? <p className={prose.small}>{letterTexts.other.next}</p> : null}
        {/* On the first step the letter itself has this button. */}
        {step === 'letter' ? null : (
          <div>
            <Button size="small" onClick={read} disabledFocusable={reading}>
              {reading ? words.reading : another ? letterTexts.other.instead : letterTexts.readAgain}
            </Button>
          </div>
        )}
      </Note>
    </div>
  );
}
