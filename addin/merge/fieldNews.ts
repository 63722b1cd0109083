/** What another reading of the letter changed, as a sentence. */
import { normalName } from '../../shared/merge/fieldNames.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';

/** Spellings that mean the same column are the same field. */
export function fieldNews(before: readonly string[], now: readonly string[]): string {
  const added = without(now, before);
  const gone = without(before, now);
  if (added.length === 0 && gone.length === 0) return now.length === 0 ? letterTexts.fields.read : letterTexts.fields.same;
  return [
    letterTexts.fields.read,
    ...(added.length > 0 ? [letterTexts.fields.added(added)] : []),
    ...(gone.length > 0 ? [letterTexts.fields.gone(gone)] : []),
  ].join(' ');
}

function without(fields: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(normalName));
  return fields.filter((field) => !known.has(normalName(field)));
}
