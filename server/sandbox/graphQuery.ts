import type { GraphError } from './graphError.ts';

/** Graph refuses names in `$select` that it does not know. */
export function checkSelect(known: readonly string[], names: readonly string[], type: string): GraphError | undefined {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  return badQuery(`Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`);
}

export interface PropertyWanted {
  id: string;
  value: string;
}

const QUOTED = String.raw`'((?:[^']|'')*)'`;
/** The only filter that finds an item by a property of one's own (graph singlevaluelegacyextendedproperty-get.md). */
const BY_PROPERTY = new RegExp(
  String.raw`^\s*singleValueExtendedProperties/any\(\s*(\w+)\s*:\s*\1/id\s+eq\s+${QUOTED}\s+and\s+\1/value\s+eq\s+${QUOTED}\s*\)\s*$`,
  'i',
);
const EXPANDED = new RegExp(String.raw`^\s*singleValueExtendedProperties\(\s*\$filter=\s*id\s+eq\s+${QUOTED}\s*\)\s*$`, 'i');

export function readPropertyFilter(text: string): PropertyWanted | GraphError {
  const [, , id, value] = BY_PROPERTY.exec(text) ?? [];
  if (id === undefined || value === undefined) return badQuery(`Invalid filter clause: ${text}`);
  return { id: unquote(id), value: unquote(value) };
}

/** `$expand` shows properties of one's own; without it no answer has them. */
export function readExpand(text: string): { id: string } | GraphError {
  const [, id] = EXPANDED.exec(text) ?? [];
  return id === undefined ? badQuery(`Invalid expand clause: ${text}`) : { id: unquote(id) };
}

const unquote = (text: string) => text.replaceAll("''", "'");

export const badQuery = (message: string): GraphError => ({
  status: 400,
  code: 'BadRequest',
  message: `Parsing OData Select and Expand failed: ${message}`,
});
