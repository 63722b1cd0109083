/** Numbered and bulleted paragraphs that an HTML list shows with the same marks → ul and ol, nested as in the letter. */
import { rowsFrom, templateFrom } from './dependingParts.ts';
import { escapeHtml } from './escapeHtml.ts';
import { baseCss, paragraphCss, pt } from './inlineCss.ts';
import { addInlines, dominantFormat, languageAttribute } from './inlineHtml.ts';
import { type Block, leafBlocks, leafInlines } from '../letter/letterTree.ts';
import type { Item, RunningMarks } from '../letter/listRuns.ts';
import type { MailTemplate } from '../mailTemplate.ts';
import { markBase } from './markHtml.ts';
import type { MergeScope } from '../mergeScope.ts';
import type { Neighbours } from '../letter/paragraphSpacing.ts';

type OpenList = { level: number; key: string; tag: 'ul' | 'ol'; next: number; indent: number };
type Add = (part: string) => void;

const TYPES: Record<string, string> = { lowerLetter: 'a', upperLetter: 'A', lowerRoman: 'i', upperRoman: 'I', decimal: '1' };
/** Room that a mark needs left of the text. */
const MARK_ROOM = 18;
/** As much further in stands a list inside another at least; else it is one of its own. */
const STEP_LEAST = 12;

/** How many blocks from `from` on are one list, items that depend on the message included; 0: no list begins here. */
export function listLength(blocks: readonly Block[], from: number): number {
  let at = from;
  for (let block = blocks[at]; block !== undefined && isOfList(block); block = blocks[at]) at += 1;
  return at - from;
}

function isOfList(block: Block): boolean {
  const leaves = leafBlocks([block]);
  return leaves.length > 0 && leaves.every(isItem);
}

/** A numbered heading stays a heading, with its number as text. */
function isItem(block: Block): block is Item {
  return block.kind === 'paragraph' && block.mark?.plain === true && block.format.outline === null;
}

/** `marks`: null where every message has the same items. */
export function addList(list: readonly Block[], near: Neighbours, marks: RunningMarks | null, out: MailTemplate): void {
  if (marks !== null) return out.add(listOfMessage(list, near, marks));
  const writer = listWriter((part) => out.add(part));
  for (const item of list.filter(isItem)) {
    writer.begin(item, item.mark.number, openTag(item, near));
    addContent(item, out);
  }
  writer.end();
}

/** Which items there are is known only with the message; marks, nesting and numbers follow from those that are. */
function listOfMessage(list: readonly Block[], near: Neighbours, marks: RunningMarks): (scope: MergeScope) => string {
  const show = shower(list, near);
  return (scope) => {
    let html = '';
    const add: Add = (part) => {
      html += part;
    };
    const writer = listWriter(add);
    show(scope, (item, tag, content) => {
      writer.begin(item, marks.next(item).number, tag);
      add(content());
    });
    writer.end();
    return html;
  };
}

type Show = (scope: MergeScope, each: (item: Item, tag: string, content: () => string) => void) => void;

function shower(list: readonly Block[], near: Neighbours): Show {
  const steps = list.map((block): Show => {
    if (block.kind === 'choice') {
      const [yes, no] = [shower(block.yes, near), shower(block.no, near)];
      return (scope, each) => (block.test.holds(scope) ? yes : no)(scope, each);
    }
    if (block.kind === 'repeat') {
      const inner = shower(block.blocks, near);
      return (scope, each) => rowsFrom(scope, block.from).forEach((row) => inner(row, each));
    }
    return isItem(block) ? showItem(block, near) : () => undefined;
  });
  return (scope, each) => steps.forEach((step) => step(scope, each));
}

function showItem(item: Item, near: Neighbours): Show {
  const [tag, content] = [openTag(item, near), templateFrom((to) => addContent(item, to))];
  return (scope, each) => {
    if (item.line === null || item.line.holds(scope)) each(item, tag, () => content.render(scope));
  };
}

/** Opens and closes lists and items as they come. `tag`: the rest of the item's own tag. */
function listWriter(add: Add): { begin: (item: Item, number: number, tag: string) => void; end: () => void } {
  const open: OpenList[] = [];
  return {
    begin(item, number, tag) {
      openFor(item, number, open, add);
      const list = open.at(-1);
      const value = list?.tag === 'ol' && list.next !== number ? ` value="${number}"` : '';
      if (list !== undefined) list.next = number + 1;
      add(`<li${value}${tag}`);
    },
    end() {
      while (open.length > 0) closeList(open, add);
    },
  };
}

function openFor(item: Item, number: number, open: OpenList[], add: Add): void {
  const { mark, format } = item;
  const key = `${mark.list} ${mark.kind} ${mark.kind === 'bullet' ? mark.text : ''}`;
  while (open.length > 0 && (open.at(-1)?.level ?? 0) > mark.level) closeList(open, add);
  const top = open.at(-1);
  const indent = Math.max(MARK_ROOM, format.indentLeft);
  if (top !== undefined && top.level === mark.level) {
    if (top.key === key && Math.abs(top.indent - indent) < 1) return add('</li>');
    closeList(open, add);
  }
  // A deeper level that is not indented further is a list of its own; inside the other it would be pushed right.
  while (open.length > 0 && (open.at(-1)?.indent ?? 0) + STEP_LEAST > indent) closeList(open, add);
  const outer = open.at(-1)?.indent ?? 0;
  const tag = mark.kind === 'bullet' ? 'ul' : 'ol';
  const type = tag === 'ul' ? bulletType(mark.text) : ` type="${TYPES[mark.kind] ?? '1'}"`;
  const start = tag === 'ol' && number !== 1 ? ` start="${number}"` : '';
  open.push({ level: mark.level, key, tag, next: number, indent });
  const [direction, margin] = format.rtl ? [' dir="rtl"', `0 ${pt(indent - outer)} 0 0`] : ['', `0 0 0 ${pt(indent - outer)}`];
  add(`<${tag}${type}${start}${direction} style="margin:${margin};padding:0">`);
}

function bulletType(text: string): string {
  if (text === '○' || text === '◦') return ' type="circle"';
  return text === '▪' || text === '■' ? ' type="square"' : ' type="disc"';
}

function closeList(open: OpenList[], add: Add): void {
  const list = open.pop();
  if (list !== undefined) add(`</li></${list.tag}>`);
}

function openTag(item: Item, near: Neighbours): string {
  const base = markBase(dominantFormat(item), item.mark);
  const hasPicture = leafInlines(item.inlines).some((inline) => inline.kind === 'picture');
  const css = paragraphCss(item.format, { ...near.spacing(item), left: 0, first: 0 }, base.size, hasPicture) + baseCss(base);
  return `${item.format.rtl ? ' dir="rtl"' : ''}${languageAttribute(base)} style="${escapeHtml(css)}">`;
}

function addContent(item: Item, out: MailTemplate): void {
  if (item.inlines.length === 0) out.add('&nbsp;');
  else addInlines(item.inlines, markBase(dominantFormat(item), item.mark), out);
}
