/**
 * A field at the cursor, in the best form this Word can write, tried one after another: a real MERGEFIELD where fields can be
 * inserted (Windows and Mac), a content control elsewhere (Word on the web shows fields but inserts hardly any, office-js #3623),
 * the name in braces where no control can stand, as inside another plain one.
 * OOXML with a MERGEFIELD in it is no way: it brings a paragraph of its own, and Word on the web has repeated what stood there
 * (office-js #1914).
 */
import { NoAnswer } from './awaitWithin.ts';
import type { InsertedField } from './letterSource.ts';
import type { HasSet, Place, WordRange, WordRun } from './wordModel.ts';

export interface FieldWriter {
  run: WordRun;
  hasSet: HasSet;
  /** Office's own word for the platform. */
  platform: string | null;
}

type Way = InsertedField & { ok: true };
type Write = (selection: WordRange, where: Place) => void;

/** Word takes longer tags and titles for an error. */
const TAG_MAX = 64;

export async function insertField(word: FieldWriter, name: string): Promise<InsertedField> {
  let detail = 'no way to write this name';
  for (const { as, write } of waysOf(word, name)) {
    try {
      await word.run(async (context) => {
        const selection = context.document.getSelection();
        selection.load('text');
        await context.sync();
        // Asked for anew: an object that is not tracked may be gone after a sync.
        write(context.document.getSelection(), placeOf(selection.text));
        await context.sync();
      });
      return { ok: true, as };
    } catch (error) {
      detail = error instanceof Error ? error.message : String(error);
      // It may still be done later: another way would put the field there twice.
      if (error instanceof NoAnswer) return { ok: false, silent: true, detail };
    }
  }
  return { ok: false, detail };
}

/** What is selected gives way, as when somebody types; but a click in the pane must not wipe out a whole page. */
export function placeOf(selected: string): Place {
  return /[\r\n\v\f]./s.test(selected) || selected.length > 200 ? 'End' : 'Replace';
}

function waysOf({ hasSet, platform }: FieldWriter, name: string): { as: Way['as']; write: Write }[] {
  const desktop = platform === 'PC' || platform === 'Mac';
  const braces = inBraces(name);
  const ways: { as: Way['as']; write: Write }[] = [];
  if (desktop && hasSet('WordApi', '1.5')) ways.push({ as: 'field', write: writeField(name) });
  if (name.length <= TAG_MAX) ways.push({ as: 'control', write: writeControl(name, hasSet('WordApi', '1.3')) });
  if (braces !== null) ways.push({ as: 'text', write: writeText(braces) });
  return ways;
}

function writeField(name: string): Write {
  return (selection, where) => selection.insertField(where, 'MergeField', fieldName(name), false).select('End');
}

/** The control holds the name in braces: should nobody know its tag, the braces still count as a field that needs a column. */
function writeControl(name: string, canStepOut: boolean): Write {
  return (selection, where) => {
    const control = selection.insertText(inBraces(name) ?? `«${name}»`, where).insertContentControl();
    control.tag = name;
    control.title = name;
    control.appearance = 'BoundingBox';
    // Else the next words would be typed into the control, and be replaced with it.
    if (canStepOut) control.getRange('After').select('Start');
  };
}

function writeText(braces: string): Write {
  return (selection, where) => selection.insertText(braces, where).select('End');
}

/** As it stands behind MERGEFIELD: quoted where it is more than one word; `\` and `"` are the field's own signs. */
export function fieldName(name: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** Null for a name that would mean something else between braces: a filter, a condition, another tool's tag. */
export function inBraces(name: string): string | null {
  return /^(?![@#/^>!&?*+])(?!else(?: if .*)?$)[^{}|]+$/iu.test(name.trim()) ? `{{${name.trim()}}}` : null;
}
