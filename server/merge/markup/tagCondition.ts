/**
 * What stands behind `{{#if`: `Field`, `Field = "x"`, `Amount > 100 and not Paid`. A bare field asks whether there is something
 * in it. `and` binds closer than `or`; there are no brackets for groups, because headings have brackets of their own.
 */
import { compareBy, type Side } from './tagCompare.ts';
import type { MergeNotes, MergeScope, Test } from '../mergeScope.ts';
import { quoted } from '../readResult.ts';
import { nameTable } from '../nameTable.ts';

/** `filledWhere`: fields that hold something wherever the condition is true, and wherever it is false. */
export type Condition = Test & { optional: string[]; filledWhere: { true: string[]; false: string[] } };

type Token = { kind: 'word' | 'name' | 'text' | 'sign'; text: string };
type Operand = { kind: 'field' | 'text' | 'position'; text: string; bare: boolean };
type Reading = { tokens: Token[]; at: number; notes: MergeNotes; whole: string };

const TOKEN =
  /\s*(?:["“”„‟]([^"“”„‟]*)["“”‟]|«([^«»]*)»|['‘‚‛]([^'‘’]*)['’](?=[\s)]|$)|\[([^[\]]+)\]|(<>|!=|≠|<=|=<|≤|>=|=>|≥|==|=|<|>|&&|\|\||!)|([^\s"“”„<>=!≠≤≥[]+|[["“”„]))/guy;
const SIGNS: Readonly<Record<string, string>> = {
  '!=': '<>',
  '≠': '<>',
  '=<': '<=',
  '≤': '<=',
  '=>': '>=',
  '≥': '>=',
  '==': '=',
};
/** What a sheet shows for "no", besides nothing at all: a zero, and FALSE in the languages of Excel. */
const NOTHING = /^(?:|[+-]?0+(?:[.,]0+)?|false|falsch|faux|falso|no|nein|non)$/iu;

/** Null where it cannot be read. */
export function readCondition(text: string, notes: MergeNotes): Condition | null {
  const reading: Reading = { tokens: tokensOf(text), at: 0, notes, whole: text };
  const condition = readOr(reading);
  return reading.at === reading.tokens.length ? condition : null;
}

export function opposite(condition: Condition): Condition {
  const { filledWhere: where } = condition;
  return {
    ...condition,
    holds: (scope) => !condition.holds(scope),
    filledWhere: { true: where.false, false: where.true },
  };
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([, double, angular, single, name, sign, word = '']): Token => {
    const literal = double ?? angular?.trim() ?? single;
    if (literal !== undefined) return { kind: 'text', text: literal };
    if (name !== undefined) return { kind: 'name', text: name.trim() };
    if (sign === '&&' || sign === '||' || sign === '!')
      return { kind: 'word', text: { '&&': 'and', '||': 'or', '!': 'not' }[sign] };
    return sign === undefined ? { kind: 'word', text: word } : { kind: 'sign', text: SIGNS[sign] ?? sign };
  });
}

function readOr(reading: Reading): Condition | null {
  return readChain(reading, 'or', () => readChain(reading, 'and', () => readNot(reading)));
}

function readChain(reading: Reading, word: 'and' | 'or', next: () => Condition | null): Condition | null {
  const parts: (Condition | null)[] = [next()];
  while (isWord(reading, word)) {
    reading.at += 1;
    parts.push(next());
  }
  const [first = null] = parts;
  if (parts.length === 1) return first;
  const all = parts.filter((part) => part !== null);
  return all.length === parts.length ? joined(all, word) : null;
}

function joined(parts: Condition[], word: 'and' | 'or'): Condition {
  const [every, some] = word === 'and' ? (['true', 'false'] as const) : (['false', 'true'] as const);
  const shared = parts.reduce<string[]>(
    (fields, part, at) => (at === 0 ? part.filledWhere[some] : fields.filter((field) => part.filledWhere[some].includes(field))),
    [],
  );
  const all = parts.flatMap((part) => part.filledWhere[every]);
  return {
    fields: parts.flatMap((part) => part.fields),
    optional: parts.flatMap((part) => part.optional),
    holds: (scope) => (word === 'and' ? parts.every((part) => part.holds(scope)) : parts.some((part) => part.holds(scope))),
    filledWhere: word === 'and' ? { true: all, false: shared } : { true: shared, false: all },
  };
}

function readNot(reading: Reading): Condition | null {
  let turned = false;
  while (isWord(reading, 'not')) {
    reading.at += 1;
    turned = !turned;
  }
  const condition = readComparison(reading);
  return condition !== null && turned ? opposite(condition) : condition;
}

function readComparison(reading: Reading): Condition | null {
  const left = readOperand(reading);
  if (left === null) return null;
  const sign = readSign(reading);
  if (sign === null) return left.kind === 'text' ? null : filled(left);
  const right = readOperand(reading);
  if (right === null) return null;
  const fixed = rightSide(left, right, reading);
  return compared(left, sign, fixed);
}

/** Without quotes a word behind the sign is a text, as in Word's IF; which is not what everybody means. */
function rightSide(left: Operand, right: Operand, { notes, whole }: Reading): Operand {
  if (right.kind !== 'field' || !right.bare || left.kind === 'text') return right;
  if (!/^[+-]?[\d.,]+%?$|^(?:true|false|yes|no)$/i.test(right.text)) {
    const text = `In the condition ${quoted(whole)} ${quoted(right.text)} is taken as a text. Put quotes around it to say so, or write [${right.text}] for the column of that name.`;
    notes.remark('CONDITION_TEXT', text);
  }
  return { ...right, kind: 'text' };
}

function readOperand(reading: Reading): Operand | null {
  const token = reading.tokens[reading.at];
  if (token === undefined || token.kind === 'sign') return null;
  if (token.kind !== 'word') {
    reading.at += 1;
    return { kind: token.kind === 'text' ? 'text' : 'field', text: token.text, bare: false };
  }
  const words: string[] = [];
  for (let next = reading.tokens[reading.at]; next?.kind === 'word' && !isKeyword(reading); next = reading.tokens[reading.at]) {
    words.push(next.text);
    reading.at += 1;
  }
  const text = words.join(' ');
  if (text === '') return null;
  return { kind: POSITIONS[text.toLowerCase()] === undefined ? 'field' : 'position', text, bare: true };
}

function readSign(reading: Reading): string | null {
  const token = reading.tokens[reading.at];
  if (token?.kind === 'sign') {
    reading.at += 1;
    return token.text;
  }
  const turned = isWord(reading, 'not') && isWord(reading, 'contains', 1);
  if (!turned && !isWord(reading, 'contains')) return null;
  reading.at += turned ? 2 : 1;
  return turned ? 'contains not' : 'contains';
}

function isKeyword(reading: Reading): boolean {
  return ['and', 'or', 'not', 'contains'].some((word) => isWord(reading, word));
}

function isWord(reading: Reading, word: string, ahead = 0): boolean {
  const token = reading.tokens[reading.at + ahead];
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

const POSITIONS = nameTable<(scope: MergeScope) => string>({
  '@number': (scope) => String(scope.position),
  '@count': (scope) => String(scope.rows.length),
  '@first': (scope) => (scope.position === 1 ? '1' : ''),
  '@last': (scope) => (scope.position === scope.rows.length ? '1' : ''),
});

function sideOf({ kind, text }: Operand): Side {
  if (kind === 'text') return () => ({ text, exact: null });
  if (kind === 'field') return (scope) => ({ text: scope.value(text), exact: scope.exact(text) });
  const position = POSITIONS[text.toLowerCase()];
  return (scope) => ({ text: position?.(scope) ?? '', exact: null });
}

function filled(operand: Operand): Condition {
  const fields = operand.kind === 'field' ? [operand.text] : [];
  const side = sideOf(operand);
  return {
    fields,
    optional: fields,
    holds: (scope) => !NOTHING.test(side(scope).text.trim()),
    filledWhere: { true: fields, false: [] },
  };
}

function compared(left: Operand, sign: string, right: Operand): Condition | null {
  const compare = compareBy(sign);
  if (compare === null) return null;
  const fields = [left, right].flatMap((operand) => (operand.kind === 'field' ? [operand.text] : []));
  const asksEmpty = [left, right].some((operand) => operand.kind === 'text' && operand.text === '');
  const filledWhere = { true: sign === '<>' && asksEmpty ? fields : [], false: sign === '=' && asksEmpty ? fields : [] };
  return {
    fields,
    optional: asksEmpty ? fields : [],
    holds: compare(sideOf(left), sideOf(right)),
    filledWhere,
  };
}
