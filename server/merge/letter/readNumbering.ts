/** Lists: levels, their marks and the running numbers (ISO/IEC 29500-1 17.9). */
import type { ListMark } from './letterTree.ts';
import { numberText } from './listNumber.ts';
import { childOf, childrenOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { onOff, type ParagraphProperties, readParagraphProperties, readRunProperties, type RunProperties } from './readFormat.ts';
import type { Theme } from './readTheme.ts';
import { symbolText } from './symbolText.ts';
import { nameTable } from '../nameTable.ts';

type Level = {
  start: number;
  format: string;
  text: string;
  restart: number;
  legal: boolean;
  suffix: ListMark['suffix'];
  /** Paragraphs of this style are on this level where they do not say another (17.9.23). */
  style: string | undefined;
  paragraph: ParagraphProperties;
  run: RunProperties;
};

type List = { abstractId: string; levels: Map<number, Level>; starts: Map<number, number> };

export type NumberedMark = Omit<ListMark, 'format'> & { run: RunProperties };

export type Numbering = {
  indents: (numId: string, level: number) => ParagraphProperties;
  /** The level that the list keeps for a paragraph style. */
  levelOf: (numId: string, styleId: string) => number | undefined;
  /** The mark of the next paragraph of this list; counts on, so it is asked once for each paragraph in document order. */
  next: (numId: string, level: number) => NumberedMark | null;
};

export function readNumbering(root: Xml | undefined, theme: Theme): Numbering {
  const lists = readLists(root, theme);
  const counters = new Map<string, (number | undefined)[]>();
  const started = new Set<string>();
  return {
    indents: (numId, level) => lists.get(numId)?.levels.get(level)?.paragraph ?? {},
    levelOf: (numId, styleId) => [...(lists.get(numId)?.levels ?? [])].find(([, level]) => level.style === styleId)?.[0],
    next(numId, level) {
      const list = lists.get(numId);
      const shape = list?.levels.get(level);
      if (list === undefined || shape === undefined) return null;
      const counts = counters.get(list.abstractId) ?? [];
      counters.set(list.abstractId, counts);
      count(list, level, counts, !started.has(`${numId}/${level}`));
      started.add(`${numId}/${level}`);
      return markOf(numId, level, list, shape, counts);
    },
  };
}

function readLists(root: Xml | undefined, theme: Theme): Map<string, List> {
  const abstracts = new Map(
    childrenOf(root, 'w:abstractNum').map((element) => [element.attributes['w:abstractNumId'] ?? '', element]),
  );
  const byStyle = new Map([...abstracts.values()].map((element) => [valueOf(element, 'w:styleLink') ?? '', element]));
  const read = new Map<Xml, Map<number, Level>>();
  const lists = new Map<string, List>();
  for (const num of childrenOf(root, 'w:num')) {
    const abstractId = valueOf(num, 'w:abstractNumId') ?? '';
    const own = abstracts.get(abstractId);
    const linked = byStyle.get(valueOf(own, 'w:numStyleLink') ?? ' ');
    const shape = linked ?? own;
    const known = shape === undefined ? undefined : read.get(shape);
    const levels = new Map(known ?? readLevels(shape, theme));
    if (shape !== undefined && known === undefined) read.set(shape, new Map(levels));
    const starts = new Map<number, number>();
    for (const override of childrenOf(num, 'w:lvlOverride')) {
      const level = Number(override.attributes['w:ilvl']);
      const start = valueOf(override, 'w:startOverride');
      if (start !== undefined) starts.set(level, startOf(start));
      const replaced = childOf(override, 'w:lvl');
      if (replaced !== undefined) levels.set(level, readLevel(replaced, theme));
    }
    lists.set(num.attributes['w:numId'] ?? '', { abstractId, levels, starts });
  }
  return lists;
}

function readLevels(abstract: Xml | undefined, theme: Theme): Map<number, Level> {
  return new Map(
    childrenOf(abstract, 'w:lvl').map((element) => [Number(element.attributes['w:ilvl']), readLevel(element, theme)]),
  );
}

/** What Word counts with. */
function startOf(written: string): number {
  return Math.max(0, Math.min(32_767, Math.trunc(Number(written)) || 0));
}

/** Word's dialog takes 31 characters. */
const TEXT_MAX = 100;

function readLevel(element: Xml, theme: Theme): Level {
  const run = readRunProperties(childOf(element, 'w:rPr'), theme);
  // A picture as bullet is a dot: mail programs show none before the text.
  const picture = childOf(element, 'w:lvlPicBulletId') !== undefined;
  const written = picture
    ? '•'
    : childOf(element, 'w:lvlText')?.attributes['w:null'] === '1'
      ? ''
      : (valueOf(element, 'w:lvlText') ?? '');
  const suffix = valueOf(element, 'w:suff');
  return {
    start: startOf(valueOf(element, 'w:start') ?? '1'),
    format: valueOf(element, 'w:numFmt') ?? 'decimal',
    text: symbolText(written.slice(0, TEXT_MAX), run.font ?? null),
    suffix: suffix === 'space' || suffix === 'nothing' ? suffix : 'tab',
    style: valueOf(element, 'w:pStyle'),
    restart: Number(valueOf(element, 'w:lvlRestart') ?? -1),
    legal: onOff(element, 'w:isLgl') ?? false,
    paragraph: readParagraphProperties(childOf(element, 'w:pPr'), theme),
    run,
  };
}

/** One up on this level; deeper levels start again, unless they say after which level they restart (0: never). */
function count(list: List, level: number, counts: (number | undefined)[], first: boolean): void {
  const shape = list.levels.get(level);
  const override = first ? list.starts.get(level) : undefined;
  counts[level] = override ?? (counts[level] === undefined ? (list.starts.get(level) ?? shape?.start ?? 1) : counts[level] + 1);
  for (let deeper = level + 1; deeper < 9; deeper += 1) {
    const restart = list.levels.get(deeper)?.restart ?? -1;
    if (restart === -1 || (restart > 0 && level < restart)) counts[deeper] = undefined;
  }
}

const KINDS = nameTable<ListMark['kind']>({
  bullet: 'bullet',
  decimal: 'decimal',
  lowerLetter: 'lowerLetter',
  upperLetter: 'upperLetter',
  lowerRoman: 'lowerRoman',
  upperRoman: 'upperRoman',
});
const PLAIN_BULLETS = new Set(['•', '◦', '▪', '●', '○', '■', '·']);

function markOf(numId: string, level: number, list: List, shape: Level, counts: (number | undefined)[]): NumberedMark {
  const number = counts[level] ?? shape.start;
  const kind = KINDS[shape.format] ?? 'other';
  const now = [...counts];
  const numberAt = (place: number, numbers: readonly (number | undefined)[]): string => {
    const format = list.levels.get(place)?.format ?? 'decimal';
    const value = numbers[place] ?? now[place] ?? list.levels.get(place)?.start ?? 1;
    return numberText(value, shape.legal ? 'decimal' : format);
  };
  const textWith = (numbers: readonly (number | undefined)[]) =>
    kind === 'bullet' ? shape.text : shape.text.replace(/%([1-9])/g, (_, place: string) => numberAt(Number(place) - 1, numbers));
  const text = textWith([]);
  const plain = kind === 'bullet' ? PLAIN_BULLETS.has(text) : kind !== 'other' && shape.text === `%${level + 1}.` && number > 0;
  return {
    list: numId,
    level,
    number,
    kind,
    text,
    textWith,
    plain: plain && shape.suffix === 'tab',
    suffix: shape.suffix,
    run: shape.run,
  };
}
