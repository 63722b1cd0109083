/** Shows in the letter itself where its fields stand. */
import { Checkbox } from '@fluentui/react-components';
import { useProse } from '../ui/prose.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import type { FieldMarks } from './useFieldMarks.ts';

export function MarkFields({ marks }: { marks: FieldMarks }) {
  const prose = useProse();
  if (!marks.set) return null;
  const { set } = marks;
  return (
    <div className={prose.tight}>
      <Checkbox label={letterTexts.highlight.show} checked={marks.on} onChange={(_, data) => set(data.checked === true)} />
      <p className={prose.small} role="status">
        {marks.failed ? letterTexts.highlight.failed : letterTexts.highlight.hint}
      </p>
    </div>
  );
}
