/** Rows that get no mail because somebody wanted it so: conditions, addresses that come again, fields of the letter. */
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import type { Filled } from './wizard.ts';

export function RowsLeftOut({ draft }: { draft: Filled }) {
  const prose = useProse();
  const { left } = draft.check;
  const why = (['filtered', 'duplicates', 'skipIf'] as const).filter((kind) => left[kind] > 0);
  return why.map((kind) => (
    <p key={kind} className={prose.small}>
      {optionTexts.rows.left[kind](left[kind])}
    </p>
  ));
}
