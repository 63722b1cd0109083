/** Numbered and bulleted paragraphs that an HTML list shows with the same marks → ul and ol, nested as in the letter. */
import { escapeHtml } from './escapeHtml.ts';
import { baseCss, paragraphCss, pt } from './inlineCss.ts';
import { addInlines, dominantFormat } from './inlineHtml.ts';
import type { Block, ListMark, Paragraph } from '../letter/letterTree.ts';
import type { MailTemplate } from '../mailTemplate.ts';
import { spacingOf } from '../letter/paragraphSpacing.ts';

type Item = Paragraph & { mark: ListMark };
type OpenList = { level: number; key: string; tag: 'ul' | 'ol'; next: number; indent: number };

const TYPES: Record<string, string> = { lowerLetter: 'a', upperLetter: 'A', lowerRoman: 'i', upperRoman: 'I', decimal: '1' };
/** Room that a mark needs left of the text. */
const MARK_ROOM = 18;

/** Adds the list that begins at `from` and answers how many blocks it took. */
export function addList(blocks: readonly Block[], from: number, out: MailTemplate): number {
  const open: OpenList[] = [];
  let at = from;
  for (; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || !isItem(block)) break;
    openFor(block, open, out);
    addItem(block, blocks, at, open, out);
  }
  while (open.length > 0) closeList(open, out);
  return at - from;
}

function isItem(block: Block): block is Item {
  return block.kind === 'paragraph' && block.mark?.plain === true;
}

function openFor(item: Item, open: OpenList[], out: MailTemplate): void {
  const { mark } = item;
  const key = `${mark.list} ${mark.kind} ${mark.kind === 'bullet' ? mark.text : ''}`;
  while (open.length > 0 && (open.at(-1)?.level ?? 0) > mark.level) closeList(open, out);
  const top = open.at(-1);
  if (top !== undefined && top.level === mark.level) {
    if (top.key === key) return out.add('</li>');
    closeList(open, out);
  }
  const outer = open.at(-1)?.indent ?? 0;
  const indent = Math.max(outer + MARK_ROOM, item.format.indentLeft);
  const tag = mark.kind === 'bullet' ? 'ul' : 'ol';
  const type = tag === 'ul' ? bulletType(mark.text) : ` type="${TYPES[mark.kind] ?? '1'}"`;
  const start = tag === 'ol' && mark.number !== 1 ? ` start="${mark.number}"` : '';
  open.push({ level: mark.level, key, tag, next: mark.number, indent });
  out.add(`<${tag}${type}${start} style="margin:0 0 0 ${pt(indent - outer)};padding:0">`);
}

function bulletType(text: string): string {
  if (text === '○' || text === '◦') return ' type="circle"';
  return text === '▪' || text === '■' ? ' type="square"' : ' type="disc"';
}

function closeList(open: OpenList[], out: MailTemplate): void {
  const list = open.pop();
  if (list !== undefined) out.add(`</li></${list.tag}>`);
}

function addItem(item: Item, blocks: readonly Block[], at: number, open: OpenList[], out: MailTemplate): void {
  const list = open.at(-1);
  const value = list?.tag === 'ol' && list.next !== item.mark.number ? ` value="${item.mark.number}"` : '';
  if (list !== undefined) list.next = item.mark.number + 1;
  const base = dominantFormat(item);
  const hasPicture = item.inlines.some((inline) => inline.kind === 'picture');
  const spacing = { ...spacingOf(blocks, at), left: 0, first: 0 };
  const css = paragraphCss(item.format, spacing, base.size, hasPicture) + baseCss(base);
  out.add(`<li${value}${item.format.rtl ? ' dir="rtl"' : ''} style="${escapeHtml(css)}">`);
  if (item.inlines.length === 0) out.add('&nbsp;');
  else addInlines(item.inlines, base, out);
}
