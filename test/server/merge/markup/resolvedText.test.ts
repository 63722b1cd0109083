/** Whatever fields begin and end where: no word of the letter is lost, doubled or moved, and what is left is a tree of paragraphs. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { code, mark, p, r } from '../../../support/docxOf.ts';
import { partOf, resolved } from '../../../support/mergedMarkup.ts';
import { elementsOf, textOf, type Xml } from '../../../../server/merge/ooxml/parseXml.ts';

const runs = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c').map((letter) => r(letter)) },
  { weight: 3, arbitrary: fc.constantFrom('begin', 'separate', 'end' as const).map((type) => mark(type as 'begin')) },
  fc.constantFrom('PAGE', 'AUTHOR', ' x ').map((words) => code(words)),
  fc.constant('<w:bookmarkStart w:id="1"/>'),
);
const inline: fc.Arbitrary<string> = fc.letrec<{ inline: string }>((tie) => ({
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    runs,
    fc.array(tie('inline'), { maxLength: 4 }).map((inside) => `<w:hyperlink w:anchor="x">${inside.join('')}</w:hyperlink>`),
    fc.array(tie('inline'), { maxLength: 4 }).map((inside) => `<w:sdt><w:sdtContent>${inside.join('')}</w:sdtContent></w:sdt>`),
    fc.array(tie('inline'), { maxLength: 4 }).map((inside) => `<w:fldSimple w:instr="AUTHOR">${inside.join('')}</w:fldSimple>`),
  ),
})).inline;
const paragraph = fc.array(inline, { maxLength: 8 }).map((inside) => p(inside.join('')));
const block: fc.Arbitrary<string> = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    paragraph,
    fc
      .array(tie('block'), { minLength: 1, maxLength: 3 })
      .map((inside) => `<w:sdt><w:sdtContent>${inside.join('')}</w:sdtContent></w:sdt>`),
    fc
      .array(tie('block'), { maxLength: 3 })
      .map((inside) => `<w:tbl><w:tr><w:tc>${inside.join('')}${p('')}</w:tc></w:tr></w:tbl>`),
  ),
})).block;
const body = fc.array(block, { maxLength: 5 }).map((blocks) => blocks.join(''));

function words(element: Xml): string {
  return element.name === 'w:t' ? textOf(element) : elementsOf(element).map(words).join('');
}

/** Names of parents for what may stand in few places only. */
const PARENTS: Record<string, RegExp> = {
  'w:p': /^w:(?:body|tc|sdtContent)$/,
  'w:tbl': /^w:(?:body|tc|sdtContent)$/,
  'w:r': /^w:(?:p|hyperlink|sdtContent|fldSimple)$/,
};

function misplaced(element: Xml): string[] {
  return elementsOf(element).flatMap((child) => [
    ...(PARENTS[child.name]?.test(element.name) === false ? [`${child.name} in ${element.name}`] : []),
    ...misplaced(child),
  ]);
}

function marksOf(element: Xml): string[] {
  return elementsOf(element).flatMap((child) =>
    child.name === 'w:fldChar' ? [child.attributes['w:fldCharType'] ?? ''] : marksOf(child),
  );
}

test('fields that stay lose nothing, however they are torn', () => {
  fc.assert(
    fc.property(body, (markup) => {
      const { story } = resolved(markup);
      expect(words(story)).toBe(words(partOf('body', markup)));
      expect(misplaced(story)).toEqual([]);
      const marks = marksOf(story);
      expect(marks.filter((type) => type === 'begin')).toHaveLength(marks.filter((type) => type === 'end').length);
    }),
    { numRuns: 400 },
  );
});
