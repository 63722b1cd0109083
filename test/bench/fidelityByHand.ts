/**
 * Five letters whose look a person worked out from the markup by ISO/IEC 29500-1, section by section, without any program: where
 * LibreOffice would have to be believed, these need not be. Each run is written down with what differs from the letter's plain text.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { docxOf } from '../support/docxOf.ts';
import type { Look, Page } from './fidelityLook.ts';
import { bandedTable, mixedDirections } from './fidelityByHandMore.ts';
import { DEFAULTS, type HandLetter, paragraph, run, runsOf } from './fidelityHandParts.ts';

const style = (type: string, id: string, inside: string) =>
  `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${id}"/>${inside}</w:style>`;
/**
 * 17.7.3: a toggle property of the paragraph style and the character style cancel each other; what stands on the run is absolute.
 * 17.7.2: the others go from the nearest level; `none`, `0` and `auto` take away.
 */
const toggles: HandLetter = {
  styles:
    DEFAULTS +
    style(
      'paragraph',
      'Loud',
      '<w:basedOn w:val="Normal"/><w:rPr><w:b/><w:i/><w:color w:val="C00000"/><w:sz w:val="28"/></w:rPr>',
    ) +
    style('paragraph', 'Louder', '<w:basedOn w:val="Loud"/><w:rPr><w:i w:val="0"/><w:u w:val="single"/></w:rPr>') +
    style('character', 'Strong', '<w:rPr><w:b/></w:rPr>') +
    style('character', 'Gone', '<w:rPr><w:strike/><w:color w:val="008000"/></w:rPr>'),
  body:
    paragraph(
      run('bold and italic by the style, ') +
        run('twice bold is not bold, ', '<w:rStyle w:val="Strong"/>') +
        run('said on the run it is, ', '<w:rStyle w:val="Strong"/><w:b/>') +
        run('and not. ', '<w:b w:val="0"/><w:i w:val="false"/>'),
      '<w:pStyle w:val="Loud"/>',
    ) +
    paragraph(
      run('underlined, no longer slanted, ') +
        run('without line, ', '<w:u w:val="none"/>') +
        run('struck and green, ', '<w:rStyle w:val="Gone"/>') +
        run('struck and black.', '<w:rStyle w:val="Gone"/><w:color w:val="auto"/><w:sz w:val="19"/>'),
      '<w:pStyle w:val="Louder"/>',
    ) +
    paragraph(run('plain ') + run('strong', '<w:rStyle w:val="Strong"/>')),
  page: {
    runs: runsOf([
      [
        ['bold and italic by the style, ', { bold: true, italic: true, color: '#c00000', size: 14 }],
        ['twice bold is not bold, ', { italic: true, color: '#c00000', size: 14 }],
        ['said on the run it is, ', { bold: true, italic: true, color: '#c00000', size: 14 }],
        ['and not. ', { color: '#c00000', size: 14 }],
      ],
      [
        ['underlined, no longer slanted, ', { bold: true, underline: true, color: '#c00000', size: 14 }],
        ['without line, ', { bold: true, color: '#c00000', size: 14 }],
        ['struck and green, ', { bold: true, underline: true, strike: true, color: '#008000', size: 14 }],
        ['struck and black.', { bold: true, underline: true, strike: true, size: 9.5 }],
      ],
      [
        ['plain ', {}],
        ['strong', { bold: true }],
      ],
    ]),
    tables: [],
  },
};

const THEME = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"><a:themeElements><a:clrScheme name="Office">${[
  ['dk1', '000000'],
  ['lt1', 'FFFFFF'],
  ['dk2', '1F497D'],
  ['lt2', 'EEECE1'],
  ['accent1', '4F81BD'],
  ['accent2', 'C0504D'],
]
  .map(([name, color]) => `<a:${name}><a:srgbClr val="${color}"/></a:${name}>`)
  .join(
    '',
  )}</a:clrScheme><a:fontScheme name="Office"><a:majorFont><a:latin typeface="Cambria"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>`;

/**
 * 17.3.2.6: a theme colour goes before the value beside it; tint and shade move its luminance (the colours are those of Office's own
 * palette: accent 1 lighter 40 %, darker 25 %, text 2 lighter 80 %). Automatic text on a dark ground is white. 17.3.2.26: theme
 * fonts go before named ones. 17.3.2.15: highlighting covers shading.
 */
const themed: HandLetter = {
  theme: THEME,
  styles:
    DEFAULTS +
    style(
      'paragraph',
      'Head',
      '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi" w:ascii="Arial"/><w:color w:val="FF0000" w:themeColor="accent1" w:themeShade="BF"/></w:rPr>',
    ),
  body:
    paragraph(
      run('Darker heading, ') + run('lighter word', '<w:color w:val="00FF00" w:themeColor="accent1" w:themeTint="99"/>'),
      '<w:pStyle w:val="Head"/>',
    ) +
    paragraph(
      run('pale ground, ', '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF" w:themeFill="text2" w:themeFillTint="33"/>') +
        run('dark ground, ', '<w:shd w:val="clear" w:color="auto" w:fill="1F2937"/>') +
        run('marked, ', '<w:highlight w:val="yellow"/><w:shd w:val="clear" w:color="auto" w:fill="1F2937"/>') +
        run('a quarter black', '<w:shd w:val="pct25" w:color="000000" w:fill="FFFFFF"/>'),
    ) +
    paragraph(
      run('white on navy, ') + run('red stays red', '<w:color w:val="FF0000"/>'),
      '<w:shd w:val="clear" w:color="auto" w:fill="000080"/><w:jc w:val="center"/>',
    ),
  page: {
    runs: runsOf([
      [
        ['Darker heading, ', { font: 'Cambria', color: '#365f91' }],
        ['lighter word', { font: 'Cambria', color: '#95b3d7' }],
      ],
      [
        ['pale ground, ', { background: '#c6d9f1' }],
        ['dark ground, ', { background: '#1f2937', color: '#ffffff' }],
        ['marked, ', { background: '#ffff00' }],
        ['a quarter black', { background: '#bfbfbf' }],
      ],
      [
        ['white on navy, ', { background: '#000080', color: '#ffffff', align: 'center' }],
        ['red stays red', { background: '#000080', color: '#ff0000', align: 'center' }],
      ],
    ]),
    tables: [],
  },
};

const level = (number: number, format: string, text: string, left: number, hanging: number) =>
  `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="${left}" w:hanging="${hanging}"/></w:pPr></w:lvl>`;
const inList = (numId: number, depth = 0) => `<w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${numId}"/></w:numPr>`;
const at = (points: number, hanging: number): Partial<Look> => ({ indent: points, first: -hanging });

/**
 * 17.9.23, 17.7.2: a level's indents hold against those of the paragraph style where the paragraph itself names the list, give way
 * to them where the style does, and always give way to what the paragraph says. `numId` 0 ends the numbering (17.9.18).
 */
const numbered: HandLetter = {
  styles:
    DEFAULTS +
    style('paragraph', 'Far', '<w:pPr><w:ind w:left="2000" w:firstLine="0"/></w:pPr>') +
    style('paragraph', 'Listed', '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>') +
    style('paragraph', 'ListedFar', '<w:basedOn w:val="Listed"/><w:pPr><w:ind w:left="1800" w:hanging="400"/></w:pPr>'),
  numbering: `<w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.', 700, 300)}${level(1, 'decimal', '%1.%2', 1400, 600)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`,
  body:
    paragraph(run('by the paragraph, over a style that is further in'), `<w:pStyle w:val="Far"/>${inList(1)}`) +
    paragraph(run('one level down'), inList(1, 1)) +
    paragraph(run('by the style alone'), '<w:pStyle w:val="Listed"/>') +
    paragraph(run('by the style, which has its own indent'), '<w:pStyle w:val="ListedFar"/>') +
    paragraph(run('by the paragraph, with its own indent'), `${inList(1)}<w:ind w:left="1000" w:hanging="500"/>`) +
    paragraph(run('taken out of the list'), '<w:pStyle w:val="Listed"/><w:numPr><w:numId w:val="0"/></w:numPr>') +
    paragraph(run('in text alone'), '<w:ind w:left="567" w:right="300" w:firstLine="283"/><w:jc w:val="both"/>'),
  page: {
    runs: [
      ...runsOf(
        [
          [['by the paragraph, over a style that is further in', at(35, 15)]],
          [['one level down', at(70, 30)]],
          [['by the style alone', at(35, 15)]],
          [['by the style, which has its own indent', at(90, 20)]],
          [['by the paragraph, with its own indent', at(50, 25)]],
        ],
        true,
      ),
      ...runsOf([[['taken out of the list', {}]], [['in text alone', { indent: 28.35, first: 14.15, align: 'justify' }]]]).map(
        (one) => ({
          ...one,
          paragraph: one.paragraph + 10,
        }),
      ),
    ],
    tables: [],
  },
};

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const override = (part: string, type: string) => `<Override PartName="/word/${part}.xml" ContentType="${type}+xml"/>`;
/** LibreOffice knows a letter by these; parts that a letter does not have may be named. */
const CONTENT_TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
  `${override('document', `${WORD}.document.main`)}${override('styles', `${WORD}.styles`)}${override('numbering', `${WORD}.numbering`)}${override('theme/theme1', 'application/vnd.openxmlformats-officedocument.theme')}</Types>`;

/** Written to files, because that is what the makers of HTML read. */
export function byHandLetters(): { name: string; path: string; page: Page }[] {
  const folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  return Object.entries({ toggles, themed, numbered, bandedTable, mixedDirections }).map(([name, letter]) => {
    const path = join(folder, `${name}.docx`);
    const { styles, numbering, theme, body } = letter;
    const files = { '[Content_Types].xml': CONTENT_TYPES, ...(theme === undefined ? {} : { 'word/theme/theme1.xml': theme }) };
    const relationships = theme === undefined ? {} : { rIdTheme: { type: 'theme', target: 'theme/theme1.xml' } };
    writeFileSync(path, docxOf(body, { styles, files, relationships, ...(numbering === undefined ? {} : { numbering }) }));
    return { name, path, page: letter.page };
  });
}
