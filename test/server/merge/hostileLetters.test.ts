/**
 * Letters built to cost time or memory, or to be taken for more than they are: each is read or refused with a sentence, at a bounded price.
 * Cost is the work of this process, so that what else the machine does makes no difference.
 */
import { describe, expect, test } from '@jest/globals';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { code, docxOf, type DocxParts, field, mark, p, r, simple, wordPart } from '../../support/docxOf.ts';
import { mailFaults } from '../../support/mailFaults.ts';

/** Milliseconds. What these letters are built for takes minutes where nothing holds it. */
const COST_MAX = 12_000;

type Taken = { html: string; text: string; document: Uint8Array; codes: string[] };

/** Null: refused, with a sentence. */
function taken(body: string | Uint8Array, parts: DocxParts = {}): Taken | null {
  const bytes = typeof body === 'string' ? docxOf(body, parts) : body;
  const before = process.cpuUsage();
  const read = compileLetter({ kind: 'docx', bytes, name: 'x.docx' }, { letterhead: true });
  if (!read.ok) {
    expect(read.text).toMatch(/^[A-Z].*\.$/);
    return null;
  }
  const scope = () => scopeOf(() => '1');
  const { html, text } = read.value.render(scope());
  const document = read.value.document?.(scope()) ?? new Uint8Array();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(COST_MAX);
  expect(openPackage(document).ok).toBe(true);
  return { html, text, document, codes: read.value.remarks.map((remark) => remark.code) };
}

const many = (count: number, text: string | ((index: number) => string)) =>
  typeof text === 'string' ? text.repeat(count) : Array.from({ length: count }, (_, index) => text(index)).join('');
const nest = (depth: number, open: string, close: string, inner: string) => open.repeat(depth) + inner + close.repeat(depth);
const table = (rows: string) => `<w:tbl><w:tblPr/>${rows}</w:tbl>`;
const cell = (inside: string, tcPr = '') => `<w:tc><w:tcPr>${tcPr}</w:tcPr>${inside}</w:tc>`;
const control = (tag: string, inside: string) =>
  `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
const box = (inside: string) =>
  `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`;
const footnotes = (count: number, content: (index: number) => string): DocxParts => ({
  relationships: { f: { type: 'footnotes', target: 'footnotes.xml' } },
  files: {
    'word/footnotes.xml': wordPart(
      'footnotes',
      many(count, (index) => `<w:footnote w:id="${index}">${content(index)}</w:footnote>`),
    ),
  },
});
const reference = (index: number) => `<w:r><w:footnoteReference w:id="${index}"/></w:r>`;
const headers = (count: number, inside: string): DocxParts => {
  const names = Array.from({ length: count }, (_, index) => `header${index}.xml`);
  return {
    relationships: Object.fromEntries(names.map((target) => [target, { type: 'header', target }])),
    files: Object.fromEntries(names.map((name) => [`word/${name}`, wordPart('hdr', inside)])),
  };
};

describe('deep nesting', () => {
  const [deepBox, endOfBox] = box('\u0001').split('\u0001');
  test.each([
    ['tables', nest(120, '<w:tbl><w:tr><w:tc>', `${p('')}</w:tc></w:tr></w:tbl>`, p(r('{{A}}')))],
    [
      'content controls',
      nest(190, '<w:sdt><w:sdtPr><w:tag w:val="A"/></w:sdtPr><w:sdtContent>', '</w:sdtContent></w:sdt>', p(r('1'))),
    ],
    ['text boxes', nest(50, `<w:p>${deepBox ?? ''}`, `${endOfBox ?? ''}</w:p>`, p(r('{{A}}')))],
    ['links', p(nest(300, '<w:hyperlink w:anchor="a">', '</w:hyperlink>', r('{{A}}')))],
    ['inserted text', p(nest(300, '<w:ins>', '</w:ins>', r('{{A}}')))],
    ['simple fields', p(nest(300, '<w:fldSimple w:instr="QUOTE 1">', '</w:fldSimple>', r('x')))],
    ['alternatives', p(nest(120, '<mc:AlternateContent><mc:Fallback>', '</mc:Fallback></mc:AlternateContent>', r('{{A}}')))],
    ['conditions and repeats', p(r(`${'{{#if A}}{{#each}}'.repeat(19)}{{A}}${'{{/each}}{{/if}}'.repeat(19)}`))],
    [
      'fields with paragraphs',
      p(
        many(30, `${mark('begin')}${code('IF 1 = 1 &quot;')}</w:p><w:p>`) +
          r('1') +
          many(30, `${code('&quot; 2')}${mark('end')}`),
      ),
    ],
  ])('of %s is followed as far as it goes', (_, body) => {
    expect(taken(body)?.text).toContain('1');
  });

  test.each([
    ['elements', nest(2000, '<w:sdt><w:sdtContent>', '</w:sdtContent></w:sdt>', p(r('x')))],
    [
      'elements behind an instruction that pretends to close some',
      `<?x ${'</a>'.repeat(40_000)}?>${nest(30_000, '<w:sdt>', '</w:sdt>', '')}`,
    ],
    ['elements behind a comment', `<!-- ${'</a>'.repeat(40_000)} -->${nest(30_000, '<w:sdt>', '</w:sdt>', '')}`],
    [
      'elements behind a section of text',
      `<w:p><![CDATA[${'</a>'.repeat(40_000)}]]></w:p>${nest(30_000, '<w:sdt>', '</w:sdt>', '')}`,
    ],
    ['elements behind an attribute', `<w:p w:a="${'&lt;/a>'.repeat(40_000)}"/>${nest(30_000, '<w:sdt>', '</w:sdt>', '')}`],
  ])('of %s beyond any letter is refused', (_, body) => {
    expect(taken(body)).toBeNull();
  });
});

describe('loops', () => {
  test('of styles, of their links, and of table styles', () => {
    const style = (type: string, id: string, basedOn: string) =>
      `<w:style w:type="${type}" w:styleId="${id}"><w:basedOn w:val="${basedOn}"/><w:link w:val="${id}"/><w:next w:val="${basedOn}"/></w:style>`;
    const styles =
      style('paragraph', 'a', 'b') +
      style('paragraph', 'b', 'a') +
      style('table', 't', 'u') +
      style('table', 'u', 't') +
      style('character', 'c', 'c');
    const words = p(r('word', '<w:rStyle w:val="c"/>'), '<w:pStyle w:val="a"/>');
    expect(
      taken(words + `<w:tbl><w:tblPr><w:tblStyle w:val="t"/></w:tblPr><w:tr>${cell(p(r('cell')))}</w:tr></w:tbl>`, { styles })
        ?.text,
    ).toMatch(/word\s+cell/);
  });

  test('of numberings that refer to one another', () => {
    const list = (id: number, own: string, other: string) =>
      `<w:abstractNum w:abstractNumId="${id}"><w:styleLink w:val="${own}"/><w:numStyleLink w:val="${other}"/><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>`;
    const numbering = `${list(1, 'x', 'y')}${list(2, 'y', 'x')}<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`;
    expect(taken(p(r('item'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'), { numbering })?.text).toContain(
      'item',
    );
  });

  test('of notes that refer to themselves and to one another', () => {
    const found = taken(
      p(many(3, reference)),
      footnotes(3, (index) => p(r(`note ${index}`) + reference((index + 1) % 3) + reference(index))),
    );
    expect(found?.text).toContain('note 2');
  });

  test('of parts that are their own headers, notes and settings', () => {
    const own = Object.fromEntries(
      ['header', 'footer', 'footnotes', 'settings', 'styles', 'numbering', 'theme'].map((type) => [
        type,
        { type, target: 'document.xml' },
      ]),
    );
    expect(
      taken(p(r('x')) + '<w:sectPr><w:headerReference r:id="header" w:type="default"/></w:sectPr>', { relationships: own })?.text,
    ).toContain('x');
  });

  test('of text boxes that are linked in a circle', () => {
    const linked = (id: number, next: number) =>
      p(
        `<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx id="${id}"><w:txbxContent>${p(r(`box ${id}`))}</w:txbxContent></wps:txbx><wps:linkedTxbx id="${next}" seq="1"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`,
      );
    expect(taken(linked(1, 2) + linked(2, 1))?.text).toMatch(/box 1\s+box 2/);
  });
});

describe('too much of something', () => {
  test.each<[string, string | Uint8Array, DocxParts]>([
    ['headers', p(r('x')), headers(40, many(40_000, '<w:p/>'))],
    ['attributes of one element', `<w:p ${many(200_000, (index) => `a${index}="" `)}/>`, {}],
    ['attributes', many(20_000, `<w:p ${many(100, (index) => `a${index}="" `)}/>`), {}],
    ['instructions', many(1_900_000, '<?a?>'), {}],
    ['runs', p(many(150_000, '<w:r><w:t/></w:r>')), {}],
    ['columns', table(`<w:tblGrid>${many(1_000_000, '<w:gridCol/>')}</w:tblGrid><w:tr>${cell(p(''))}</w:tr>`), {}],
    ['different fields', p(r(many(5000, (index) => `{{F${index}}} `))), {}],
    ['different content controls', many(15_000, (index) => control(`c${index}`, p(''))), {}],
    ['different questions', p(many(4000, (index) => simple(`MERGEFIELD F${index}`))), {}],
  ])('%s: refused with a sentence', (_, body, parts) => {
    expect(taken(body, parts)).toBeNull();
  });

  test.each<[string, string, DocxParts]>([
    ['notes', p(many(8000, reference)), footnotes(8000, () => p(r('n')))],
    ['references to one note', p(many(30_000, () => reference(0))), footnotes(1, () => many(5000, p(r('n'))))],
    [
      'declarations of prefixes',
      many(150, (index) => `<w:sdt ${many(90, (other) => `xmlns:p${index}_${other}="u" `)}><w:sdtContent>`) +
        p(r('x')) +
        many(150, '</w:sdtContent></w:sdt>'),
      {},
    ],
    ['content controls of one name', many(8000, control('A', p(r('x')))), {}],
    ['fields in one paragraph', p(many(10_000, field('MERGEFIELD A'))), {}],
    ['conditions', p(r('{{#if A}}x{{/if}}'.repeat(10_000))), {}],
    ['conditions without an end', p(r('{{#if A}}'.repeat(20_000))), {}],
    ['conditions in conditions', p(r(`${'{{#if A}}'.repeat(10_000)}x${'{{/if}}'.repeat(10_000)}`)), {}],
    ['conditions around paragraphs', many(5000, p(r('{{#if A}}')) + p(r('x')) + p(r('{{/if}}'))), {}],
    ['other sides of one condition', p(r(`{{#if A}}${'{{else if B}}x'.repeat(10_000)}{{/if}}`)), {}],
    ['repeats', p(r('{{#each}}x{{/each}}'.repeat(10_000))), {}],
    ['repeats in repeats', many(40, p(r('{{#each}}'))) + many(2000, p(r('x'))) + many(40, p(r('{{/each}}'))), {}],
    ['lines in a paragraph', p(many(15_000, '<w:r><w:t>{{A}}</w:t><w:br/></w:r>')), {}],
    [
      'choices between paragraphs',
      p(many(2000, `${mark('begin')}${code('IF {{A}} = 1 &quot;a')}</w:p><w:p>${code('b&quot; &quot;c&quot;')}${mark('end')}`)),
      {},
    ],
    [
      'stops of tabs',
      many(2000, p(many(8, '<w:r><w:tab/><w:t>x</w:t></w:r>'), '<w:pStyle w:val="s"/>')),
      {
        styles: `<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:tabs>${many(5000, (index) => `<w:tab w:val="left" w:pos="${index}"/>`)}</w:tabs></w:pPr></w:style>`,
      },
    ],
    [
      'rows with NEXT',
      table(many(2000, (index) => `<w:tr>${cell(p(simple('NEXT') + simple(`MERGEFIELD F${index}`)))}</w:tr>`)),
      {},
    ],
    ['cells that go on above', table(many(150, `<w:tr>${many(150, cell(p(''), '<w:vMerge/>'))}</w:tr>`)), {}],
    [
      'links',
      p(many(10_000, (index) => `<w:hyperlink r:id="l${index}">${r('x')}</w:hyperlink>`)),
      {
        relationships: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, index) => [
            `l${index}`,
            { type: 'hyperlink', target: `http://x.example/{{A}}${index}`, external: true },
          ]),
        ),
      },
    ],
    ['fields in one address', p(field(`HYPERLINK &quot;https://x.example/${'{{A}}'.repeat(20_000)}&quot;`, r('x'))), {}],
  ])('%s: read, and said what does not work', (_, body, parts) => {
    expect(taken(body, parts)).not.toBeNull();
  });
});

describe('absurd measures', () => {
  const absurd = ['999999', '-999999', '99999999999999999999', '1e308', '-1e308', 'NaN', 'Infinity', '0x7fffffff', '', '٣'];

  test.each(absurd)('%j everywhere makes a mail with sizes that programs know', (size) => {
    const looks = ['sz', 'szCs', 'spacing', 'position', 'w', 'kern'].map((name) => `<w:${name} w:val="${size}"/>`).join('');
    const numbers = ['left', 'right', 'start', 'end', 'hanging', 'firstLine', 'leftChars']
      .map((name) => `w:${name}="${size}"`)
      .join(' ');
    const pPr = `<w:ind ${numbers}/><w:spacing w:before="${size}" w:after="${size}" w:line="${size}" w:lineRule="exact"/><w:outlineLvl w:val="${size}"/><w:tabs><w:tab w:pos="${size}"/></w:tabs><w:numPr><w:ilvl w:val="${size}"/><w:numId w:val="1"/></w:numPr><w:pBdr><w:top w:val="single" w:sz="${size}" w:space="${size}"/></w:pBdr>`;
    const tcPr = `<w:gridSpan w:val="${size}"/><w:tcW w:w="${size}" w:type="dxa"/><w:tcMar><w:left w:w="${size}"/></w:tcMar><w:vMerge w:val="${size}"/>`;
    const rows = `<w:tblPr><w:tblW w:w="${size}" w:type="dxa"/><w:tblInd w:w="${size}"/></w:tblPr><w:tblGrid><w:gridCol w:w="${size}"/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="${size}"/><w:gridAfter w:val="${size}"/><w:trHeight w:val="${size}"/></w:trPr>${cell(p(r('{{A}}')), tcPr)}${cell(p(r('b')))}</w:tr>`;
    const picture = `<w:r><w:drawing><wp:inline><wp:extent cx="${size}" cy="${size}"/><wp:docPr id="${size}" name="x"/><a:graphic><a:graphicData/></a:graphic></wp:inline></w:drawing></w:r>`;
    const section = `<w:sectPr><w:pgSz w:w="${size}"/><w:pgMar w:left="${size}" w:right="${size}"/></w:sectPr>`;
    const numbering = `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="${size}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/><w:lvlRestart w:val="${size}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="${size}"><w:startOverride w:val="${size}"/></w:lvlOverride></w:num>`;
    const styles = `<w:docDefaults><w:rPrDefault><w:rPr>${looks}</w:rPr></w:rPrDefault></w:docDefaults>`;
    const found = taken(p(r('{{A}}', looks) + picture, pPr) + `<w:tbl>${rows}</w:tbl>` + p(r('x')) + section, {
      styles,
      numbering,
    });
    expect(found?.html).not.toMatch(/NaN|Infinity|undefined|\d(?:e[+-]?\d)|\d{6,}(?:\.\d+)?(?:pt|px|%|")/);
    expect(mailFaults(found?.html ?? '')).toEqual([]);
  });
});
