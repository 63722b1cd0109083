/** Findings of the server, grouped by what there is to do: one line for "7 rows miss «Amount»", not seven. */
import type { Remark } from '../../shared/api/campaigns.ts';

export interface Finding {
  /** Stable while the same thing is found, so that the list does not jump. */
  key: string;
  code: string;
  /** The sentence of the first remark of its kind. */
  text: string;
  field: string | null;
  column: string | null;
  /** Rows it was found in, ascending; empty when it is about the letter or the list as a whole. */
  rows: number[];
  /** The sentences of the other rows, where they differ. */
  others: string[];
}

export function groupRemarks(remarks: readonly Remark[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const remark of remarks) {
    const key = [remark.code, remark.field ?? '', remark.column ?? '', remark.row === undefined ? remark.text : ''].join('|');
    const group = groups.get(key);
    if (!group) groups.set(key, start(key, remark));
    else add(group, remark);
  }
  return [...groups.values()];
}

function start(key: string, remark: Remark): Finding {
  return {
    key,
    code: remark.code,
    text: remark.text,
    field: remark.field ?? null,
    column: remark.column ?? null,
    rows: remark.row === undefined ? [] : [remark.row],
    others: [],
  };
}

function add(group: Finding, remark: Remark): void {
  if (remark.row !== undefined && !group.rows.includes(remark.row)) group.rows.push(remark.row);
  if (remark.text !== group.text) group.others.push(remark.text);
}
