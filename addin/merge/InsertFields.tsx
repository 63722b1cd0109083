/** The columns of the list as fields for the letter: one click puts one at the cursor of the document or draft. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { FieldChip } from '../ui/FieldChip.tsx';
import { useProse } from '../ui/prose.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import { QuietLink } from '../ui/TextLink.tsx';
import type { LetterWork } from './useLetter.ts';

/** About five lines of chips at 320 px; lists may have a hundred columns. */
const SHOWN = 18;

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalSNudge, minWidth: 0 },
});

export function InsertFields({ headers, letter }: { headers: readonly string[]; letter: LetterWork }) {
  const styles = useStyles();
  const prose = useProse();
  const [all, setAll] = useState(false);
  const { insert, inserted, words } = letter;
  if (!insert || !words || headers.length === 0) return null;
  const shown = all ? headers : headers.slice(0, SHOWN);
  return (
    <section className={styles.section} aria-label={letterTexts.insert.title}>
      <h3 className={prose.h3}>{letterTexts.insert.title}</h3>
      <p className={prose.small}>{words.insertHint}</p>
      <div className={prose.wrap}>
        {shown.map((header) => (
          <FieldChip key={header} name={header} onClick={() => insert(header)} />
        ))}
        {shown.length < headers.length ? (
          <QuietLink onClick={() => setAll(true)}>{letterTexts.insert.all(headers.length)}</QuietLink>
        ) : null}
      </div>
      <p className={prose.small} role="status">
        {inserted}
      </p>
    </section>
  );
}
