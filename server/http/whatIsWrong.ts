/** What a request's body or address has that its contract does not, in words: the validator's findings (Ajv), made fit to be acted upon. Pure. */
import type { FastifySchemaValidationError } from 'fastify';

interface Wrong {
  /** Where in the request, such as `/list/rows/0`. */
  at: string;
  /** Where in the contract; what may be one of several things is named by the place of the choice. */
  schemaPath: string;
  keyword: string;
  params: FastifySchemaValidationError['params'];
  /** What is said after the place. */
  text: string;
}

/** @param context `body`, `params` …: what the places stand in. */
export function whatIsWrong(found: readonly FastifySchemaValidationError[], context: string): string[] {
  let wrongs: Wrong[] = [];
  for (const one of found) {
    if (one.keyword !== 'anyOf') {
      wrongs.push(wrongOf(one));
      continue;
    }
    // The findings of each of the several things come before the one that none of them fits.
    const isPart = ({ schemaPath }: Wrong): boolean => schemaPath.startsWith(`${one.schemaPath}/`);
    const parts = choiceOf(wrongs.filter(isPart), one);
    wrongs = [
      ...wrongs.filter((wrong) => !isPart(wrong)),
      ...(parts.length > 0 ? parts : [wrongOf(one)]).map((part) => ({ ...part, schemaPath: one.schemaPath })),
    ];
  }
  return [...new Set(wrongs.map(({ at, text }) => `${context}${at.replaceAll('/', '.')} ${text}`))];
}

function wrongOf(found: FastifySchemaValidationError): Wrong {
  const { instancePath: at, schemaPath, keyword, params } = found;
  return { at, schemaPath, keyword, params, text: textOf(found) };
}

function textOf(found: FastifySchemaValidationError): string {
  const { additionalProperty, allowedValues, allowedValue } = found.params;
  if (typeof additionalProperty === 'string') return `does not know “${additionalProperty}”`;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(', ')}`;
  if (typeof allowedValue === 'string') return `must be ${allowedValue}`;
  const example = exampleFor(found);
  return example === undefined ? (found.message ?? 'is not as expected') : `must be written like ${example}`;
}

/** Of a text in the wrong form: a pattern helps nobody, the schema's own example does. */
function exampleFor({ keyword, ...found }: FastifySchemaValidationError): string | undefined {
  if (keyword !== 'pattern' && keyword !== 'format') return undefined;
  // Ajv's verbose errors bring the schema with them; Fastify's type does not know that.
  const { examples } = (found as { parentSchema?: { examples?: unknown } }).parentSchema ?? {};
  return Array.isArray(examples) && typeof examples[0] === 'string' ? examples[0] : undefined;
}

/** What may be one of several things fails as each of them. What it was meant to be is what it resembles most. */
function choiceOf(parts: readonly Wrong[], choice: FastifySchemaValidationError): Wrong[] {
  const telling = parts.filter(({ keyword, params }) => !(keyword === 'type' && params['type'] === 'null'));
  const depth = Math.max(...telling.map((part) => part.at.length));
  if (depth > choice.instancePath.length) return telling.filter((part) => part.at.length === depth);
  const [first] = telling;
  const text = first && togetherOf(telling);
  return first && text !== undefined ? [{ ...first, text }] : ofItsKind(telling, choice);
}

/** An object that fits none was meant to be one of the objects, not the text that it could have been too. */
function ofItsKind(parts: Wrong[], { schemaPath }: FastifySchemaValidationError): Wrong[] {
  const which = (part: Wrong): string | undefined => part.schemaPath.slice(schemaPath.length + 1).split('/')[0];
  const others = new Set(parts.filter(({ keyword }) => keyword === 'type').map(which));
  const left = parts.filter((part) => !others.has(which(part)));
  return left.length > 0 ? left : parts;
}

/** Several ways of being wrong in one place, as one; undefined where they have nothing in common. */
function togetherOf(parts: readonly Wrong[]): string | undefined {
  const values = named(parts, 'allowedValue');
  // A fixed text is said by itself, not as “string”.
  const types = named(parts, 'type').filter((type) => values.length === 0 || type !== 'string');
  if (parts.every(({ keyword }) => keyword === 'const' || keyword === 'type')) {
    const all = [...values, ...types];
    return values.length > 0 && all.length > 1 ? `must be one of ${all.join(', ')}` : `must be ${all.join(' or ')}`;
  }
  const missing = named(parts, 'missingProperty');
  if (parts.every(({ keyword }) => keyword === 'required'))
    return `must have required property ${missing.map((one) => `'${one}'`).join(' or ')}`;
  const unknown = named(parts, 'additionalProperty');
  if (unknown.length < 2 || !parts.every(({ keyword }) => keyword === 'additionalProperties')) return undefined;
  return `cannot have ${unknown.map((one) => `“${one}”`).join(' and ')} together`;
}

function named(parts: readonly Wrong[], name: string): string[] {
  return [...new Set(parts.map(({ params }) => params[name]))].filter((value) => typeof value === 'string');
}
