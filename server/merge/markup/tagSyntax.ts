/** `{{…}}` → what it does: a value, the begin, middle or end of a part, or nothing. */
import type { TagPart } from '../../../shared/merge/fieldNames.ts';
import { curlySlot, positionSlot, sayLeftOut } from '../fields/curlyField.ts';
import type { MergeNotes, Slot } from '../mergeScope.ts';
import { quoted } from '../readResult.ts';
import { type Condition, opposite, readCondition } from './tagCondition.ts';

export type BlockTag =
  | { kind: 'if'; condition: Condition; text: string }
  | { kind: 'each'; text: string }
  /** `condition`: `{{else if …}}`. */
  | { kind: 'else'; condition: Condition | null; text: string }
  /** `of` null: it ends whatever is open. */
  | { kind: 'end'; of: 'if' | 'each' | null; text: string };
export type Tag = { kind: 'value'; slot: Slot } | { kind: 'nothing' } | BlockTag;

const OPEN_IF = /^# ?(if|unless)\b ?(.*)$/i;
const ELSE = /^else(?: ?if (.*))?$/i;
/** A message has one list of rows, whatever people call it. */
const OPEN_EACH = /^# ?(?:each(?: \S{1,60})?|rows)$/i;
const END = /^\/ ?(?:(if|unless)|(each|rows)|)(?:\b.*)?$/i;
const NEVER: Condition = { fields: [], optional: [], holds: () => false, filledWhere: { true: [], false: [] } };

export function readTag(part: TagPart, notes: MergeNotes): Tag {
  if (part.kind === 'field') return { kind: 'value', slot: curlySlot(part, notes) };
  const text = `{{${part.text}}}`;
  const opened = OPEN_IF.exec(part.text);
  if (opened !== null) {
    const condition = readOrSay(opened[2] ?? '', text, notes);
    const turned = opened[1]?.toLowerCase() === 'unless' && condition !== NEVER;
    return { kind: 'if', condition: turned ? opposite(condition) : condition, text };
  }
  const middle = ELSE.exec(part.text);
  if (middle !== null)
    return { kind: 'else', condition: middle[1] === undefined ? null : readOrSay(middle[1], text, notes), text };
  if (OPEN_EACH.test(part.text)) return { kind: 'each', text };
  const ended = END.exec(part.text);
  if (ended !== null && (part.text.length < 3 || ended[1] !== undefined || ended[2] !== undefined)) {
    return { kind: 'end', of: ended[1] !== undefined ? 'if' : ended[2] !== undefined ? 'each' : null, text };
  }
  const position = positionSlot(part.text, notes);
  if (position !== null) return { kind: 'value', slot: position };
  sayLeftOut(part.text, notes);
  return { kind: 'nothing' };
}

/** What depends on a condition that nobody can read is left out: better a gap that is told than words for the wrong people. */
function readOrSay(written: string, tag: string, notes: MergeNotes): Condition {
  const condition = readCondition(written, notes);
  if (condition !== null) return condition;
  const text = `The condition of ${quoted(tag)} cannot be read, so what depends on it is left out. Write it like {{#if Field}} or {{#if Field = "text"}}.`;
  notes.remark('CONDITION_UNREADABLE', text);
  return NEVER;
}

export function sayNotClosed(tag: BlockTag, notes: MergeNotes): void {
  notes.remark('TAG_NOT_CLOSED', `${quoted(tag.text)} ${WHY[tag.kind]}`);
}

const WHY: Readonly<Record<BlockTag['kind'], string>> = {
  if: 'has no end, so it is left out and what follows is in every mail. Write {{/if}} where it ends: in the same text, or in the same table or cell.',
  each: 'has no end, so it is left out and nothing is repeated. Write {{/each}} where it ends: in the same text, or in the same table or cell.',
  else: 'stands outside of a condition, so it is left out. Write {{#if Field}} before it and {{/if}} behind it, in the same text, table or cell.',
  end: 'ends nothing that begins before it, so it is left out. Write the begin, such as {{#if Field}} or {{#each}}, in the same text, table or cell.',
};
