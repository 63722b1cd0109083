/**
 * A field at the cursor, in the best form this Word can write, tried one after another: a real MERGEFIELD where fields can be
 * inserted (Windows and Mac), a content control elsewhere (Word on the web shows fields but inserts hardly any, office-js #3623),
 * the name in braces where no control can stand, as inside another plain one.
 * OOXML with a MERGEFIELD in it is no way: it brings a paragraph of its own, and Word on the web has repeated what stood there
 * (office-js #1914).
 */
import { NoAnswer } from './awaitWithin.ts';
import type { InsertedField } from './letterSource.ts';
import type { HasSet, Place, WordContext, WordRun } from './wordModel.ts';

export interface FieldWriter {
  run: WordRun;
  hasSet: HasSet;
  /** Office's own word for the platform. */
  platform: string | null;
}

type Way = (InsertedField & { ok: true })['as'];
/** Answers as what it stands there. Rejects only where nothing was put in: then the next way may be tried. */
type Write = (context: WordContext, where: Place) => Promise<Way>;

/** Word takes longer tags and titles for an error. */
const TAG_MAX = 64;

export async function insertField(word: FieldWriter, name: string): Promise<InsertedField> {
  let detail = 'no way to write this name';
  for (const write of waysOf(word, name)) {
    try {
      const as = await word.run(async (context) => {
        const selection = context.document.getSelection();
        selection.load('text');
        await context.sync();
        return write(context, placeOf(selection.text));
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

function waysOf({ hasSet, platform }: FieldWriter, name: string): Write[] {
  const desktop = platform === 'PC' || platform === 'Mac';
  const braces = inBraces(name);
  const ways: Write[] = [];
  if (desktop && hasSet('WordApi', '1.5')) ways.push(writeField(name));
  if (name.length <= TAG_MAX) ways.push(writeControl(name, hasSet('WordApi', '1.3')));
  else if (braces !== null) ways.push(writeText(braces));
  return ways;
}

function writeField(name: string): Write {
  return async (context, where) => {
    const field = context.document.getSelection().insertField(where, 'MergeField', fieldName(name), false);
    await context.sync();
    await leave(context, () => field.select('End'));
    return 'field';
  };
}

/**
 * The control holds the name in braces: should nobody know its tag, or should no control be possible there, the braces still count as
 * a field that needs a column. The text goes first and alone: Word takes nothing back of a batch that it refuses in the middle.
 */
function writeControl(name: string, canStepOut: boolean): Write {
  return async (context, where) => {
    const braces = inBraces(name);
    const text = context.document.getSelection().insertText(braces ?? `«${name}»`, where);
    await context.sync();
    try {
      const control = text.insertContentControl();
      control.tag = name;
      control.title = name;
      control.appearance = 'BoundingBox';
      await context.sync();
      // Else the next words would be typed into the control, and be replaced with it.
      if (canStepOut) await leave(context, () => control.getRange('After').select('Start'));
      return 'control';
    } catch (error) {
      if (braces === null) {
        text.delete();
        await context.sync();
        throw error;
      }
      await leave(context, () => text.select('End'));
      return 'text';
    }
  };
}

function writeText(braces: string): Write {
  return async (context, where) => {
    const text = context.document.getSelection().insertText(braces, where);
    await context.sync();
    await leave(context, () => text.select('End'));
    return 'text';
  };
}

/** The cursor stands behind the field. Where that fails the field is there all the same. */
async function leave(context: WordContext, move: () => void): Promise<void> {
  move();
  await context.sync().catch(() => undefined);
}

/** As it stands behind MERGEFIELD: quoted where it is more than one word; `\` and `"` are the field's own signs. */
export function fieldName(name: string): string {
  return /^[\p{L}\p{N}_]+$/u.test(name) ? name : `"${name.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}

/** Null for a name that would mean something else between braces: a filter, a condition, another tool's tag. */
export function inBraces(name: string): string | null {
  return /^(?![@#/^>!&?*+])(?!else(?: if .*)?$)[^{}|]+$/iu.test(name.trim()) ? `{{${name.trim()}}}` : null;
}
