/** The texts that cells name by number (ISO/IEC 29500-1 18.4). Rich text is taken as text; how it is pronounced (rPh) is not. */
import { scanXml, type XmlProblem } from './scanXml.ts';

export function sharedTexts(part: Uint8Array | undefined): string[] | XmlProblem {
  const texts: string[] = [];
  if (part === undefined) return texts;
  let [text, wanted, spoken] = ['', false, false];
  const problem = scanXml(part, {
    open: (name, _, empty) => {
      if (name === 'si') {
        text = '';
        if (empty) texts.push('');
      } else if (name === 'rPh') spoken = !empty;
      else if (name === 't') wanted = !empty && !spoken;
    },
    text: (piece) => {
      if (wanted) text += piece;
    },
    close: (name) => {
      if (name === 't') wanted = false;
      else if (name === 'rPh') spoken = false;
      else if (name === 'si') texts.push(cellText(text));
    },
  });
  return problem ?? texts;
}

/** `_x000D_` stands for a character XML cannot hold, `_x005F_` for an underscore before such a thing (22.4.2.4). One line end for all. */
export function cellText(text: string): string {
  if (!text.includes('_x') && !text.includes('\r')) return text;
  return text
    .replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n');
}
