/** Findings of the server, grouped by what there is to do: one line for "7 rows miss «Amount»", not seven. */
import type { Remark } from '../../shared/api/campaigns.ts';

export interface Finding {
  /** Stable while the same thing is found, so that the list does not jump. */
  key: string;
  code: string;
  /** The sentence of the first remark of its kind. */
  text: string;
  /** Fields it is about, in order of appearance. */
  fields: string[];
  /** Rows it was found in, in order of appearance; empty when it is about the letter or the list as a whole. */
  rows: number[];
}

export function groupRemarks(remarks: readonly Remark[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const remark of remarks) {
    const key = keyOf(remark);
    const group = groups.get(key) ?? { key, code: remark.code, text: remark.text, fields: [], rows: [] };
    groups.set(key, group);
    if (remark.field !== undefined && !group.fields.includes(remark.field)) group.fields.push(remark.field);
    if (remark.row !== undefined && !group.rows.includes(remark.row)) group.rows.push(remark.row);
  }
  return [...groups.values()];
}

/** Fields without a column are settled together; rows with the same trouble in the same column are, too. */
function keyOf({ code, field = '', column = '', row, text }: Remark): string {
  if (code === 'FIELD_UNMATCHED') return code;
  return [code, field, column, row === undefined ? text : ''].join('|');
}
