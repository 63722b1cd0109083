/** What the letters worked out by hand are written with. */
import type { Look, Page, Run } from './fidelityLook.ts';

export type HandLetter = { body: string; styles: string; numbering?: string; theme?: string; page: Page };

/** Calibri 11, black on white, from the margin. */
const PLAIN: Look = {
  font: 'Calibri',
  size: 11,
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  color: '#000000',
  background: '#ffffff',
  align: 'left',
  indent: 0,
  first: 0,
  raised: false,
};

/** Runs paragraph by paragraph: text and what differs from the plain look. */
export function runsOf(paragraphs: [string, Partial<Look>][][], item = false): Run[] {
  return paragraphs.flatMap((runs, paragraph) =>
    runs.map(([text, look]) => ({ text, look: { ...PLAIN, ...look }, paragraph, item })),
  );
}

export const DEFAULTS =
  '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/><w:szCs w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>';

export const run = (text: string, rPr = '') =>
  `<w:r>${rPr === '' ? '' : `<w:rPr>${rPr}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (inside: string, pPr = '') => `<w:p>${pPr === '' ? '' : `<w:pPr>${pPr}</w:pPr>`}${inside}</w:p>`;
