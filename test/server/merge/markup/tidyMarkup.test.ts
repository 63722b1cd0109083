/** Markup with places → what a mail needs of it. */
import { expect, test } from '@jest/globals';
import { resolveFields } from '../../../../server/merge/markup/resolveFields.ts';
import { tidyMarkup } from '../../../../server/merge/markup/tidyMarkup.ts';
import { code, mark, p, r } from '../../../support/docxOf.ts';
import { partOf, shown } from '../../../support/mergedMarkup.ts';

const alternative = (needed: string) =>
  `<w:r><mc:AlternateContent><mc:Choice Requires="${needed}"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>`;

test.each([
  ['an alternative its readers understand', p(alternative('wps')), 'new¶'],
  ['an alternative they do not', p(alternative('wps zzz')), 'old¶'],
  ['marks of ranges', p(`<w:bookmarkStart w:id="1"/>${r('a')}<w:bookmarkEnd w:id="1"/>`), 'a¶'],
  ['wrappers', p(`<w:smartTag>${r('a')}<w:customXml>${r('b')}</w:customXml></w:smartTag>`), 'ab¶'],
  [
    'inside places',
    p(mark('begin') + code('IF 1 = 1 "') + `<w:smartTag>${alternative('wps')}</w:smartTag>` + code('"') + mark('end')),
    'new¶',
  ],
])('%s', (_, body, words) => {
  const notes = {
    remark: () => undefined,
    ask: () => undefined,
    bookmarks: new Set<string>(),
    mapping: new Map<string, string>(),
  };
  const { story } = resolveFields(partOf('body', body), notes);
  const tidy = tidyMarkup(story);
  expect(shown(tidy)).toBe(words);
  expect(JSON.stringify(tidy)).not.toMatch(/bookmark|smartTag|AlternateContent/);
});
