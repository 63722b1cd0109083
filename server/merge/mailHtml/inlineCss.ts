/** Formats of the letter tree → inline CSS that mail programs know, Outlook's Word engine included. */
import type { BorderLine, Borders, ParagraphFormat, RunFormat, Sides, Underline } from '../letter/letterTree.ts';

const SERIF =
  /times|georgia|cambria|garamond|palatino|book antiqua|bookman|constantia|century|roman|serif(?!.*sans)|didot|baskerville|minion|sylfaen|perpetua|caslon|bodoni|sabon|mincho|batang|david|song|simsun|宋|明朝/iu;
const MONO = /courier|consolas|mono|lucida console|menlo|monaco/i;
const SANS = /sans/i;

/** At most two decimals: "10.5", "8", "0.33". */
export function decimal(number: number): string {
  return String(Math.round(number * 100) / 100);
}

/** The font and what to take where it is not installed. Only letters, digits and blanks of a name get into the style. */
export function fontStack(font: string): string {
  const name = font.replace(/[^\p{L}\p{N} _-]/gu, '').trim();
  if (name === '') return 'Arial,sans-serif';
  const quoted = /^[A-Za-z-]+$/.test(name) ? name : `'${name}'`;
  const [near, kind] = MONO.test(name)
    ? ["'Courier New'", 'monospace']
    : SERIF.test(name) && !SANS.test(name)
      ? ["'Times New Roman'", 'serif']
      : ['Arial', 'sans-serif'];
  return near === quoted ? `${quoted},${kind}` : `${quoted},${near},${kind}`;
}

/** What a paragraph can set once for most of its text. Decorations cannot be taken back further in, so they stay with the runs. */
export function baseOf(format: RunFormat): RunFormat {
  return {
    ...format,
    underline: null,
    strike: false,
    background: null,
    vertical: null,
    raised: 0,
    letterSpacing: 0,
    caps: null,
    scripts: null,
  };
}

export function baseCss(format: RunFormat): string {
  const font = format.font === null ? '' : `font-family:${fontStack(format.font)};`;
  const color = format.color === null ? '' : `color:${format.color};`;
  return `${font}font-size:${decimal(format.size)}pt;${format.bold ? 'font-weight:bold;' : ''}${format.italic ? 'font-style:italic;' : ''}${color}`;
}

/** What a run says beyond its paragraph; '' where it says nothing. */
export function runCss(format: RunFormat, base: RunFormat): string {
  return fontCss(format, base) + decorationCss(format);
}

/** Font, size, weight, slant and colour, where they differ. A colour cannot be made automatic again further in. */
export function fontCss(format: RunFormat, base: RunFormat): string {
  let css = '';
  if (format.font !== base.font && format.font !== null) css += `font-family:${fontStack(format.font)};`;
  const size = format.vertical === null ? format.size : format.size * 0.65;
  if (size !== base.size) css += `font-size:${decimal(size)}pt;`;
  if (format.bold !== base.bold) css += `font-weight:${format.bold ? 'bold' : 'normal'};`;
  if (format.italic !== base.italic) css += `font-style:${format.italic ? 'italic' : 'normal'};`;
  if (format.color !== base.color && format.color !== null) css += `color:${format.color};`;
  return css;
}

const UNDERLINES: Record<Underline, string> = {
  solid: 'single',
  double: 'double',
  dotted: 'dotted',
  dashed: 'dash',
  wavy: 'wave',
};

function decorationCss(format: RunFormat): string {
  let css = '';
  const lines = [format.underline === null ? '' : 'underline', format.strike ? 'line-through' : ''].filter((line) => line !== '');
  if (lines.length > 0) css += `text-decoration:${lines.join(' ')};`;
  // Only Word's own engine has a way to write the other kinds of line that no mail program trips over.
  if (format.underline !== null && format.underline !== 'solid') css += `text-underline:${UNDERLINES[format.underline]};`;
  if (format.background !== null) css += `background-color:${format.background};`;
  if (format.vertical !== null) css += `vertical-align:${format.vertical};`;
  else if (format.raised !== 0) css += `vertical-align:${pt(format.raised)};mso-text-raise:${pt(format.raised)};`;
  if (format.caps !== null) css += format.caps === 'all' ? 'text-transform:uppercase;' : 'font-variant:small-caps;';
  if (format.letterSpacing !== 0) css += `letter-spacing:${decimal(format.letterSpacing)}pt;`;
  return css;
}

export type Spacing = { before: number; after: number; left: number; first: number };

/** Margins in full, because mail programs differ in what they give a paragraph by themselves. */
export function paragraphCss(format: ParagraphFormat, spacing: Spacing, size: number, hasPicture: boolean): string {
  const frame = frameOf(format);
  const start = room(spacing.left, format.rtl ? frame.right : frame.left);
  const end = room(format.indentRight, format.rtl ? frame.left : frame.right);
  const [above, below] = [format.joined?.above === true, format.joined?.below === true];
  const sides = format.rtl ? [end, start] : [start, end];
  let css = `margin:${pt(above ? 0 : spacing.before)} ${pt(sides[1] ?? 0)} ${pt(below ? 0 : spacing.after)} ${pt(sides[0] ?? 0)};`;
  if (spacing.first !== 0) css += `text-indent:${pt(spacing.first)};`;
  if (format.align !== (format.rtl ? 'right' : 'left')) css += `text-align:${format.align};`;
  css += lineCss(format.line, size, hasPicture);
  if (format.background !== null) css += `background-color:${format.background};`;
  const padding = [above ? spacing.before : frame.space.top, frame.space.right, below ? spacing.after : frame.space.bottom];
  const all = [...padding, frame.space.left];
  return `${css}${bordersCss(format.borders)}${all.some((side) => side > 0) ? `padding:${all.map(pt).join(' ')};` : ''}`;
}

/** Lines stand outside the indent (17.3.1.12), so they take from the margin what is there; more would be cut off in a mail. */
function room(indent: number, frame: number): number {
  return Math.max(0, indent - frame);
}

type Frame = { left: number; right: number; space: Sides };

/** Word's own distance where none is written: 1 point above and below, 4 beside. */
function frameOf({ borders }: ParagraphFormat): Frame {
  const beside = borders.left != null || borders.right != null;
  const space = (line: Line, usual: number) => (line == null ? 0 : (line.space ?? usual));
  const sides: Sides = {
    top: space(borders.top, 1),
    right: Math.max(space(borders.right, 4), 0),
    bottom: space(borders.bottom, 1),
    left: Math.max(space(borders.left, 4), 0),
  };
  if (!beside) return { left: 0, right: 0, space: sides };
  return { left: sides.left + (borders.left?.width ?? 0), right: sides.right + (borders.right?.width ?? 0), space: sides };
}

export function pt(number: number): string {
  return number === 0 ? '0' : `${decimal(number)}pt`;
}

/**
 * Outlook takes a percentage of the font's own line height, browsers one of the font size; only exact points look the
 * same in both. They would cut off a picture in Outlook, and a line up to 1.15 is what both show anyway.
 */
function lineCss(line: ParagraphFormat['line'], size: number, hasPicture: boolean): string {
  if (hasPicture) return '';
  const natural = size * 1.2;
  const height = line.kind === 'times' ? line.times * natural : line.points;
  if (line.kind === 'times' && line.times > 0.95 && line.times < 1.16) return '';
  if (line.kind === 'atLeast' && height <= natural) return '';
  return `line-height:${pt(height)};mso-line-height-rule:${line.kind === 'atLeast' ? 'at-least' : 'exactly'};`;
}

export function bordersCss({ top, right, bottom, left }: Borders): string {
  return sides({ top, right, bottom, left });
}

/** Colours that are automatic follow the text, so that lines stay visible in dark mode. */
function sides(borders: { top?: Line; right?: Line; bottom?: Line; left?: Line }): string {
  const all = (['top', 'right', 'bottom', 'left'] as const).map((name) => ({ name, css: lineBorder(borders[name]) }));
  const [first] = all;
  if (first !== undefined && first.css !== '' && all.every((side) => side.css === first.css)) return `border:${first.css};`;
  return all.map((side) => (side.css === '' ? '' : `border-${side.name}:${side.css};`)).join('');
}

type Line = BorderLine | null | undefined;

function lineBorder(line: Line): string {
  if (line === null || line === undefined) return '';
  return `${decimal(line.width)}pt ${line.style}${line.color === null ? '' : ` ${line.color}`}`;
}
