/** Fonts of a run by script (ISO/IEC 29500-1 17.3.2.26): Latin and the like, East Asian, complex. */
import type { Xml } from '../ooxml/parseXml.ts';
import type { Theme } from './readTheme.ts';

export type FontProperties = { font?: string; eastAsia?: string; complexFont?: string; hintEastAsia?: boolean };

export function readFonts(fonts: Xml | undefined, theme: Theme): FontProperties {
  if (fonts === undefined) return {};
  const { attributes } = fonts;
  const found: FontProperties = {};
  const named = (...scripts: string[]): string | undefined => {
    for (const script of scripts) {
      const themed = attributes[script === 'w:cs' ? 'w:cstheme' : `${script}Theme`];
      const font = themed === undefined ? null : theme.font(themed);
      const name = font ?? attributes[script];
      if (name !== undefined && name !== '') return name;
    }
    return undefined;
  };
  const [font, eastAsia, complexFont] = [named('w:ascii', 'w:hAnsi'), named('w:eastAsia'), named('w:cs')];
  if (font !== undefined) found.font = font;
  if (eastAsia !== undefined) found.eastAsia = eastAsia;
  if (complexFont !== undefined) found.complexFont = complexFont;
  const hint = attributes['w:hint'];
  if (hint !== undefined) found.hintEastAsia = hint === 'eastAsia';
  return found;
}
