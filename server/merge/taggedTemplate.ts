/** A template with conditions and repeats in it, from a sequence of parts and tags: subjects, and letters written as HTML. */
import { normalName } from '../../shared/merge/fieldNames.ts';
import { choicePart, repeatPart, templateFrom } from './mailHtml/dependingParts.ts';
import { freeIn } from './markup/freeFields.ts';
import { nestParts, type Path, sayNested, tagPaths } from './markup/tagGroups.ts';
import { type BlockTag, sayNotClosed } from './markup/tagSyntax.ts';
import { type MailTemplate, mailTemplate, type TemplatePart } from './mailTemplate.ts';
import type { MergeNotes, Slot, Test } from './mergeScope.ts';

export type FieldUser = Slot | Test;
/** `users`: the places and conditions it has, in order. */
export type TaggedTemplate = { template: MailTemplate; users: FieldUser[] };

type Entry = { kind: 'part'; part: TemplatePart; slots: readonly Slot[] } | { kind: 'tag'; tag: BlockTag };

export type TagSequence = {
  /** `slots`: what the part reads. */
  add: (part: TemplatePart, slots?: readonly Slot[]) => void;
  addTag: (tag: BlockTag) => void;
  finish: (notes: MergeNotes) => TaggedTemplate;
};

export function tagSequence(): TagSequence {
  const entries: Entry[] = [];
  return {
    add: (part, slots = []) => entries.push({ kind: 'part', part, slots }),
    addTag: (tag) => entries.push({ kind: 'tag', tag }),
    finish: (notes) => assembled(entries, notes),
  };
}

function assembled(entries: readonly Entry[], notes: MergeNotes): TaggedTemplate {
  const tags = entries.flatMap((entry) => (entry.kind === 'tag' ? [entry.tag] : []));
  const { pairs, behind } = tagPaths(tags);
  const users: FieldUser[] = [];
  const placed: { path: Path; node: TemplatePart }[] = [];
  let path: Path = [];
  let next = 0;
  for (const entry of entries) {
    if (entry.kind === 'tag') {
      if (pairs.left.has(next)) sayNotClosed(entry.tag, notes);
      else if ('condition' in entry.tag && entry.tag.condition !== null) users.push(freedIn(entry.tag.condition, path));
      path = behind[next] ?? [];
      next += 1;
    } else {
      for (const slot of entry.slots) users.push(freedIn(slot, path));
      placed.push({ path: onceRepeated(path, notes), node: entry.part });
    }
  }
  return { template: filledWith(nested(placed)), users };
}

function nested(placed: readonly { path: Path; node: TemplatePart }[]): TemplatePart[] {
  return nestParts<TemplatePart>(placed, {
    choice: (condition, then, otherwise) => choicePart(condition, filledWith(then), filledWith(otherwise)),
    repeat: (inner) => repeatPart(0, filledWith(inner)),
  });
}

function filledWith(parts: readonly TemplatePart[]): MailTemplate {
  return parts.length === 0 ? mailTemplate() : templateFrom((out) => parts.forEach((part) => out.add(part)));
}

/** Rows have no rows of their own. */
function onceRepeated(path: Path, notes: MergeNotes): Path {
  const first = path.findIndex(({ of }) => of.kind === 'each');
  const once = path.filter(({ of }, at) => of.kind !== 'each' || at === first);
  if (once.length === path.length) return path;
  sayNested(notes);
  return once;
}

/** Where a condition around it says that a field holds something, the field needs no value elsewhere. */
function freedIn<T extends FieldUser>(user: T, path: Path): T {
  const filled = path.flatMap(({ of, side }) =>
    of.kind === 'if' ? of.condition.filledWhere[side === 'then' ? 'true' : 'false'] : [],
  );
  return filled.length === 0 ? user : freeIn(user, new Set(filled.map(normalName)));
}
