/** How the letter looks in the mail: formats, lists, tables, pictures, from markup to HTML. */
import { describe, expect, test } from '@jest/globals';
import { p, PIXEL, r, wordPart } from '../../../support/docxOf.ts';
import { bodyOf, mergeRow, wordLetter, wordsOf } from '../../../support/mergeRow.ts';

const html = (body: string, parts = {}) => bodyOf(mergeRow(wordLetter(body, parts), {}).html);

describe('formats of text', () => {
  test.each([
    ['bold', '<w:b/>', 'font-weight:bold'],
    ['italic', '<w:i/>', 'font-style:italic'],
    ['size', '<w:sz w:val="28"/>', 'font-size:14pt'],
    ['colour', '<w:color w:val="C00000"/>', 'color:#c00000'],
    ['font', '<w:rFonts w:ascii="Times New Roman"/>', 'font-family:&#39;Times New Roman&#39;,serif'],
    ['underline', '<w:u w:val="single"/>', 'text-decoration:underline'],
    ['double underline', '<w:u w:val="double"/>', 'text-underline:double'],
    ['strike', '<w:strike/>', 'text-decoration:line-through'],
    ['both lines', '<w:strike/><w:u w:val="single"/>', 'text-decoration:underline line-through'],
    ['highlight', '<w:highlight w:val="yellow"/>', 'background-color:#ffff00'],
    ['shading', '<w:shd w:val="clear" w:fill="EEEEEE"/>', 'background-color:#eeeeee'],
    ['superscript', '<w:vertAlign w:val="superscript"/>', 'vertical-align:super'],
    ['capitals', '<w:caps/>', 'text-transform:uppercase'],
    ['small capitals', '<w:smallCaps/>', 'font-variant:small-caps'],
    ['letter spacing', '<w:spacing w:val="40"/>', 'letter-spacing:2pt'],
  ])('%s', (_, properties, css) => {
    expect(html(p(r('x', properties)))).toContain(css);
  });

  test.each([
    ['no colour where it is automatic', '<w:color w:val="auto"/>', 'color:'],
    ['nothing from a broken colour', '<w:color w:val="red;x:y"/>', 'red'],
    ['nothing from a broken font', '<w:rFonts w:ascii="A&quot;;x:url(y)"/>', 'url('],
  ])('%s', (_, properties, css) => {
    expect(html(p(r('x', properties)))).not.toContain(css);
  });

  test('a run says only what differs from its paragraph, equal neighbours share one span', () => {
    const body = p(r('most of the text ') + r('bo', '<w:b/>') + r('ld', '<w:b/>') + r(' and the rest'));
    expect(html(body)).toContain('most of the text <span style="font-weight:bold;">bold</span> and the rest</p>');
  });

  test('text is escaped, blanks in a row stay', () => {
    expect(html(p(r('a  &lt;b&gt; &amp; &quot;c&quot;')))).toContain('a&nbsp; &lt;b&gt; &amp; &quot;c&quot;');
  });
});

describe('styles', () => {
  const styles =
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/><w:lang w:val="de-AT"/></w:rPr></w:rPrDefault></w:docDefaults>' +
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="160"/></w:pPr></w:style>' +
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:color w:val="2F5496"/></w:rPr></w:style>' +
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>';

  test('defaults, then the style chain, then the run', () => {
    expect(html(p(r('x', '<w:color w:val="00FF00"/>'), '<w:pStyle w:val="H"/>'), { styles })).toBe(
      '<h2 style="margin:0 0 8pt 0;font-family:Calibri,Arial,sans-serif;font-size:11pt;font-weight:bold;color:#00ff00;">x</h2>',
    );
  });

  test('bold of a character style in a bold paragraph style cancels out', () => {
    expect(html(p(r('x', '<w:rStyle w:val="Strong"/>'), '<w:pStyle w:val="H"/>'), { styles })).toContain('font-weight:normal');
  });

  test('the language of the letter is the language of the mail', () => {
    expect(mergeRow(wordLetter(p(r('x')), { styles }), {}).html).toContain('<html lang="de-AT">');
  });

  test.each([
    ['alignment', '<w:jc w:val="both"/>', 'text-align:justify'],
    ['indents', '<w:ind w:left="720" w:right="360" w:hanging="360"/>', 'margin:0 18pt 0 36pt;text-indent:-18pt'],
    ['space', '<w:spacing w:before="240" w:after="120"/>', 'margin:12pt 0 6pt 0'],
    ['line spacing', '<w:spacing w:line="360" w:lineRule="auto"/>', 'line-height:18pt;mso-line-height-rule:exactly'],
    ['shading', '<w:shd w:val="clear" w:fill="FFF2CC"/>', 'background-color:#fff2cc'],
    ['a line below', '<w:pBdr><w:bottom w:val="single" w:sz="8" w:color="FF0000"/></w:pBdr>', 'border-bottom:1pt solid #ff0000'],
    ['right to left', '<w:bidi/>', 'dir="rtl"'],
  ])('of a paragraph: %s', (_, properties, css) => {
    expect(html(p(r('x'), properties))).toContain(css);
  });

  test('paragraphs of one style without space between', () => {
    const properties = '<w:spacing w:after="200"/><w:contextualSpacing/>';
    expect([...html(p(r('a'), properties) + p(r('b'), properties)).matchAll(/margin:([^;]*)/g)].map((found) => found[1])).toEqual(
      ['0 0 0 0', '0 0 10pt 0'],
    );
  });

  test('an empty paragraph keeps its line, the last one of a document does not', () => {
    expect(html(p(r('a')) + p('') + p(r('b')) + p(''))).toMatch(/^<p[^>]*>a<\/p><p[^>]*>&nbsp;<\/p><p[^>]*>b<\/p>$/);
  });
});

describe('lists', () => {
  const level = (ilvl: number, format: string, text: string) =>
    `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:pPr><w:ind w:left="${720 * (ilvl + 1)}" w:hanging="360"/></w:pPr></w:lvl>`;
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'bullet', '•')}${level(1, 'bullet', '–')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2.')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>' +
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>';
  const item = (text: string, num: number, ilvl = 0) =>
    p(r(text), `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${num}"/></w:numPr>`);
  const bare = (body: string) => html(body, { numbering }).replace(/ style="[^"]*"/g, '');
  const text = (body: string) => mergeRow(wordLetter(body, { numbering }), {}).text;

  test('bullets and numbers are lists, nested in their items', () => {
    expect(bare(item('a', 2) + item('b', 2, 1) + item('c', 2, 1) + item('d', 2))).toBe(
      '<ol type="1"><li>a<ol type="a"><li>b</li><li>c</li></ol></li><li>d</li></ol>',
    );
    expect(bare(item('a', 1) + item('b', 1))).toBe('<ul type="disc"><li>a</li><li>b</li></ul>');
  });

  test('a paragraph between goes on counting; a restart begins where it says', () => {
    expect(bare(item('a', 2) + p(r('x')) + item('b', 2))).toBe(
      '<ol type="1"><li>a</li></ol><p>x</p><ol type="1" start="2"><li>b</li></ol>',
    );
    expect(bare(item('a', 4) + item('b', 4))).toBe('<ol type="1" start="5"><li>a</li><li>b</li></ol>');
  });

  test('marks that HTML cannot make stand as text', () => {
    expect(wordsOf(html(item('a', 3) + item('b', 3, 1) + item('c', 3, 1) + item('d', 3) + item('e', 3, 1), { numbering }))).toBe(
      '1 a 1.1 b 1.2 c 2 d 2.1 e',
    );
    expect(wordsOf(html(item('a', 1, 1), { numbering }))).toBe('– a');
  });

  test('plain text shows marks and levels', () => {
    expect(text(item('a', 2) + item('b', 2, 1) + item('c', 1))).toBe('1. a\n  a. b\n- c');
  });

  test('number 0 takes a paragraph out of the list of its style', () => {
    expect(bare(item('a', 0))).toBe('<p>a</p>');
  });
});

describe('tables', () => {
  const cell = (inside: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(inside))}</w:tc>`;
  const table = (rows: string, properties = '', grid = [2000, 6000]) =>
    `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows}</w:tbl>`;
  const row = (cells: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr>${cells}</w:tr>`;

  test('cells with widths, lines, shading and place', () => {
    const borders =
      '<w:tcBorders><w:top w:val="single" w:sz="8" w:color="112233"/></w:tcBorders><w:shd w:val="clear" w:fill="DDEEFF"/><w:vAlign w:val="center"/>';
    expect(html(table(row(cell('a', borders) + cell('b'))))).toMatch(
      /<td width="25%" valign="middle" bgcolor="#ddeeff" style="border-top:1pt solid #112233;padding:0 5\.4pt 0 5\.4pt;background-color:#ddeeff;vertical-align:middle;">.*<td width="75%"/,
    );
  });

  test('merged cells', () => {
    const out = html(
      table(
        row(cell('a', '<w:vMerge w:val="restart"/>') + cell('b')) +
          row(cell('gone', '<w:vMerge/>') + cell('c')) +
          row(cell('wide', '<w:gridSpan w:val="2"/>')),
      ),
    );
    expect(out).toContain('rowspan="2"');
    expect(out).toContain('colspan="2"');
    expect(wordsOf(out)).toBe('a b c wide');
  });

  test('lines of the table style, its first row and bands', () => {
    const styles =
      '<w:style w:type="table" w:styleId="T"><w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4" w:color="999999"/></w:tblBorders></w:tblPr>' +
      '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:fill="000080"/></w:tcPr></w:tblStylePr>' +
      '<w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr></w:tblStylePr></w:style>';
    const body = table(
      row(cell('h')) + row(cell('1')) + row(cell('2')),
      '<w:tblStyle w:val="T"/><w:tblLook w:val="0420"/>',
      [4000],
    );
    const cells = [...html(body, { styles }).matchAll(/<td.*?<\/td>/g)].map(([found]) => found);
    expect(cells.map((found) => /bgcolor="([^"]*)"/.exec(found)?.[1])).toEqual(['#000080', '#eeeeee', undefined]);
    expect(cells.map((found) => found.includes('font-weight:bold'))).toEqual([true, false, false]);
    expect(cells.map((found) => [found.includes('border-top'), found.includes('border-bottom')])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  test('heading rows are headings; a table without lines is only layout', () => {
    expect(html(table(row(cell('h'), '<w:tblHeader/>')))).toContain('<th scope="col"');
    expect(html(table(row(cell('a'))))).toContain('<table role="presentation"');
  });

  test('rows and cells in content controls, tables in cells', () => {
    const inner = `<w:tc>${table(row(cell('in')))}${p('')}</w:tc>`;
    expect(
      wordsOf(
        html(
          table(
            `<w:sdt><w:sdtContent>${row(`<w:sdt><w:sdtContent>${cell('a')}</w:sdtContent></w:sdt>${inner}`)}</w:sdtContent></w:sdt>`,
          ),
        ),
      ),
    ).toBe('a in');
  });

  test('plain text: a row a line, tabs between cells', () => {
    const { text } = mergeRow(wordLetter(p(r('before')) + table(row(cell('a') + cell('{{X}}')) + row(cell('c') + cell('d')))), {
      X: 'one\ntwo',
    });
    expect(text).toBe('before\n\na\tone two\nc\td');
  });
});

describe('pictures', () => {
  const picture = (frame = 'inline', more = '') =>
    `<w:r><w:drawing><wp:${frame}><wp:extent cx="952500" cy="476250"/>${more}<wp:docPr id="1" descr="our &quot;logo&quot;"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:${frame}></w:drawing></w:r>`;
  const parts = (content: Uint8Array = PIXEL) => ({
    relationships: { rId7: { type: 'image', target: 'media/a.png' } },
    files: { 'word/media/a.png': content },
  });

  test('travel in the mail, with size and description', () => {
    const { letter, html, text } = mergeRow(wordLetter(p(picture()), parts()), {});
    const [image] = letter.images;
    expect(image).toMatchObject({ contentType: 'image/png', name: 'image1.png' });
    expect(html).toContain(`<img src="cid:${image?.contentId}" width="100" height="50" alt="our &quot;logo&quot;"`);
    expect(text).toBe('[our "logo"]');
  });

  test('one that is used twice travels once', () => {
    expect(wordLetter(p(picture() + picture()), parts()).images).toHaveLength(1);
  });

  test('text flows around one at the side', () => {
    expect(
      html(p(picture('anchor', '<wp:positionH><wp:align>right</wp:align></wp:positionH><wp:wrapSquare/>')), parts()),
    ).toContain('align="right"');
  });

  test.each([
    ['another format', p(picture()), parts(Buffer.from([0xd7, 0xcd, 0xc6, 0x9a])), 'PICTURE_LEFT_OUT'],
    [
      'a chart',
      p(
        '<w:r><w:drawing><wp:inline><wp:docPr id="1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></wp:inline></w:drawing></w:r>',
      ),
      {},
      'CHART_LEFT_OUT',
    ],
    [
      'a header',
      `${p(r('x'))}<w:sectPr><w:headerReference r:id="rId8"/></w:sectPr>`,
      {
        relationships: { rId8: { type: 'header', target: 'header1.xml' } },
        files: { 'word/header1.xml': wordPart('hdr', p(r('Letterhead {{Phone}}'))) },
      },
      'HEADER_FOOTER_LEFT_OUT',
    ],
    ['a formula', p('<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>'), {}, 'FORMULA_AS_TEXT'],
    ['tracked changes', p(`<w:ins w:id="1">${r('x')}</w:ins>`), {}, 'CHANGES_ACCEPTED'],
    [
      'an unfilled place',
      `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${p(r('[Pick the date]'))}</w:sdtContent></w:sdt>`,
      {},
      'PLACEHOLDER_LEFT_OUT',
    ],
  ])('%s is told', (_, body, given, remark) => {
    expect(wordLetter(body, given).remarks.map(({ code }) => code)).toEqual([remark]);
  });

  test('fields of headers are known but no mail needs them', () => {
    const letter = wordLetter(`${p(r('{{Name}}'))}<w:sectPr><w:headerReference r:id="rId8"/></w:sectPr>`, {
      relationships: { rId8: { type: 'header', target: 'header1.xml' } },
      files: { 'word/header1.xml': wordPart('hdr', p(r('{{name}} {{Phone}}'))) },
    });
    expect([letter.fields, letter.asideFields]).toEqual([['Name'], ['Phone']]);
  });
});
