/** Lines around paragraphs, tables and cells (ISO/IEC 29500-1 17.3.4, 17.18.2). */
import type { BorderLine, Borders } from './letterTree.ts';
import { elementsOf, type Xml } from '../ooxml/parseXml.ts';
import { readColor } from './readColors.ts';
import type { Theme } from './readTheme.ts';

const BORDER_SIDES: Record<string, keyof Borders> = {
  'w:top': 'top',
  'w:bottom': 'bottom',
  'w:left': 'left',
  'w:start': 'left',
  'w:right': 'right',
  'w:end': 'right',
  'w:insideH': 'insideH',
  'w:insideV': 'insideV',
  'w:between': 'insideH',
};

export function readBorders(element: Xml | undefined, theme: Theme): Borders {
  const borders: Borders = {};
  for (const side of elementsOf(element)) {
    const name = BORDER_SIDES[side.name];
    if (name !== undefined) borders[name] = readBorder(side, theme);
  }
  return borders;
}

/** Eighths of a point; patterns that HTML does not know become the nearest one. `space` is in points. */
function readBorder(side: Xml, theme: Theme): BorderLine | null {
  const value = side.attributes['w:val'] ?? 'nil';
  if (value === 'nil' || value === 'none') return null;
  const width = Math.max(0.25, Math.min(12, (Number(side.attributes['w:sz']) || 4) / 8));
  const style = styleOf(value);
  const space = Math.max(0, Math.min(31, Number(side.attributes['w:space']) || 0));
  return { style, width: style === 'double' ? doubled(value, width) : width, color: readColor(side, 'w:color', theme), space };
}

function styleOf(value: string): BorderLine['style'] {
  if (/double|triple|thinThick|thickThin/i.test(value)) return 'double';
  if (/dash/i.test(value)) return 'dashed';
  return /^dot/i.test(value) ? 'dotted' : 'solid';
}

/** Word's width is that of one line; CSS's is that of all lines and the space between. */
function doubled(value: string, width: number): number {
  return Math.min(12, Math.max(2.25, width * (/triple/i.test(value) ? 5 : 3)));
}
