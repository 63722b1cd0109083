/** What is wrong with the values of one message: fields without a column, empty values that block, error values of the sheet. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { isBlank, isErrorValue, type PolicyFinder } from './fieldPolicies.ts';
import type { FieldNeeds } from './fieldNeeds.ts';
import type { ListTable } from './lists/listTable.ts';
import { quoted } from './readResult.ts';

/** `place`: index of the column, -1 where none fills the field. */
export type NeededField = { field: string; column: string | null; place: number; mustHave: boolean };

export function neededFields(
  needs: FieldNeeds,
  columns: Readonly<Record<string, string | null>>,
  placeOf: (field: string) => number | undefined,
  policies: PolicyFinder,
): NeededField[] {
  return needs.fields.map((field) => ({
    field,
    column: (Object.hasOwn(columns, field) ? columns[field] : null) ?? null,
    place: placeOf(field) ?? -1,
    mustHave: !needs.optional(field) && policies(field) === 'block',
  }));
}

/** `index` from 0 in the table at hand, `row` from 1 in the list. */
export function rowRemarks(needed: readonly NeededField[], table: ListTable, index: number, row: number): Remark[] {
  const cells = table.rows[index];
  const found: Remark[] = [];
  for (const one of needed) {
    const cell = cells?.[one.place] ?? '';
    if (isBlank(cell)) {
      if (one.mustHave) found.push(missing(one, row));
    } else if (isErrorValue(cell)) found.push(wrong(one, cell, row));
  }
  return found;
}

function missing({ field, column }: NeededField, row: number): Remark {
  if (column === null) return { code: 'FIELD_UNMATCHED', text: `No column fills the field ${quoted(field)}.`, row, field };
  return { code: 'VALUE_EMPTY', text: `Row ${row} has nothing in ${quoted(column)}.`, row, field, column };
}

function wrong({ field, column }: NeededField, cell: string, row: number): Remark {
  const text = `Row ${row} shows the error ${quoted(cell)} instead of a value in ${quoted(column ?? '')}. Correct it in the list.`;
  return { code: 'VALUE_ERROR', text, row, field, ...(column === null ? {} : { column }) };
}
