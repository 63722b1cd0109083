/** On every step: what the mails say is no longer what the open document says. Nothing is read again behind anybody's back. */
import { Button } from '@fluentui/react-components';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import type { LetterWork } from './useLetter.ts';
import type { Step } from './wizard.ts';

export function LetterChanged({ letter, step }: { letter: LetterWork; step: Step }) {
  const prose = useProse();
  const { words, read, changed, reading } = letter;
  if (!words || !read || !changed) return null;
  return (
    <Note tone="warn" live>
      <p className={prose.p}>{words.changed}</p>
      {/* On the first step the letter itself has this button. */}
      {step === 'letter' ? null : (
        <div>
          <Button size="small" onClick={read} disabled={reading}>
            {reading ? words.reading : letterTexts.readAgain}
          </Button>
        </div>
      )}
    </Note>
  );
}
