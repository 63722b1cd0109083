/** What of the draft does not go along with the mails: on the letter's step, where it is checked, and again before the button that sends. */
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import type { LetterWork } from './useLetter.ts';

export function LeftBehind({ letter: { left } }: { letter: LetterWork }) {
  const prose = useProse();
  if (left.length === 0) return null;
  return (
    <Note tone="warn">
      <p className={prose.p}>{letterTexts.left(left.length)}</p>
      <ul className={prose.list}>
        {[...new Set(left)].map((sentence) => (
          <li key={sentence} className={prose.small}>
            {sentence}
          </li>
        ))}
      </ul>
    </Note>
  );
}
