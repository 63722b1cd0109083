/** A finding of the server in the language of the pane; the server's own sentence where the pane has no words for it. */
import { findingTexts } from './texts/findingTexts.ts';

export interface SaidFinding {
  code: string;
  /** The server's sentence; names in it stand in « ». */
  text: string;
  row?: number | undefined;
  field?: string | undefined;
}

/** Whether its words are not at hand: they may be among the rare ones. */
export function isRareFinding({ code }: SaidFinding): boolean {
  return !Object.hasOwn(findingTexts, code);
}

/** `table`: what there are words for; the rare ones come later. */
export function sayFinding({ code, text, row, field }: SaidFinding, table = findingTexts): string {
  const words = Object.hasOwn(table, code) ? table[code] : undefined;
  if (words === undefined) return text;
  const names = [...text.matchAll(/«[^»]*»/g)].map(([shown]) => shown);
  const numbers = [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(([shown]) => shown);
  return words({ row: row ?? null, field: field ?? null, names, numbers });
}
