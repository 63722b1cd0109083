/** Number formats by the style index of a cell (ISO/IEC 29500-1 18.8). */
import { builtinFormat } from '../cellFormat/builtinFormats.ts';
import { type CellFormat, compileFormat } from '../cellFormat/compileFormat.ts';
import { attributeOf, scanXml, type XmlProblem } from './scanXml.ts';

/** `format` null: the code cannot be applied; `general`: numbers are shown without a format of their own. */
export type CellStyle = { code: string; format: CellFormat | null; general: boolean };

/** Excel takes 65,490 styles, with some 250 formats of a workbook's own. */
const STYLES_MAX = 70_000;
const FORMATS_MAX = 2000;

export function cellFormats(part: Uint8Array | undefined): CellStyle[] | XmlProblem {
  const own = new Map<number, string>();
  const ids: number[] = [];
  // Formats of tables and conditions (dxfs) are numbered alike, and mean nothing here.
  let inside = '';
  if (part !== undefined) {
    const problem = scanXml(part, {
      open: (name, tag, empty) => {
        if (name === 'numFmts' || name === 'cellXfs') inside = empty ? '' : name;
        else if (name === 'numFmt' && inside === 'numFmts')
          own.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? 'General');
        else if (name === 'xf' && inside === 'cellXfs' && ids.length < STYLES_MAX)
          ids.push(Number(attributeOf(tag, 'numFmtId') ?? 0));
      },
      text: () => undefined,
      close: (name) => {
        if (name === inside) inside = '';
      },
    });
    if (problem !== null) return problem;
  }
  const known = new Map<string, CellStyle>();
  return ids.map((id) => {
    const code = own.get(id) ?? builtinFormat(id);
    const style = known.get(code) ?? (known.size < FORMATS_MAX ? styleOf(code) : { code, format: null, general: false });
    if (known.size < FORMATS_MAX) known.set(code, style);
    return style;
  });
}

function styleOf(code: string): CellStyle {
  return { code, format: compileFormat(code), general: /^(?:general|@)?$/i.test(code) };
}

export const GENERAL_STYLE: CellStyle = styleOf('General');
/** How Excel shows a date whose cell has no format of its own. */
export const DATE_STYLE: CellStyle = styleOf('m/d/yyyy');
