/** Which columns a person may choose, and that the choice is what goes out. */
import { describe, expect, test } from '@jest/globals';
import { changeCampaign } from '../../../server/campaigns/changeCampaign.ts';
import { previewCampaignRow } from '../../../server/campaigns/previewRow.ts';
import { aDraft } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { docxOf, wordPart } from '../../support/docxOf.ts';

describe('a column can be chosen', () => {
  const people = { rows: [{ Email: 'ann@example.com', Phone: '0123', City: 'Bern' }] };
  const word = (bytes: Uint8Array) => ({ name: 'letter.docx', contentBytes: Buffer.from(bytes).toString('base64') });

  test('for a content control of the letter', async () => {
    const house = await aMergeHouse();
    const control =
      '<w:sdt><w:sdtPr><w:tag w:val="Town"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>';
    const { id } = await aDraft(house, { letter: word(docxOf(`<w:p>${control}</w:p>`)), subject: 'Hello', list: people });
    expect((await previewCampaignRow(house.campaigns, 'anna', id, 1)).text).toContain('Click here');
    const draft = await changeCampaign(house.campaigns, 'anna', id, { columns: { Town: 'City' } });
    expect([draft.columns, draft.check.unusedColumns]).toEqual([{ Town: 'City' }, ['Phone']]);
    expect((await previewCampaignRow(house.campaigns, 'anna', id, 1)).text).toContain('Bern');
    const none = await changeCampaign(house.campaigns, 'anna', id, { columns: {} });
    expect(none.columns).toEqual({});
  });

  test('for what only the merged document has: its header, and its name', async () => {
    const house = await aMergeHouse();
    const header = wordPart('hdr', '<w:p><w:fldSimple w:instr=" MERGEFIELD Fax "/></w:p>');
    const letter = docxOf(
      '<w:p><w:r><w:t>Hello</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>',
      {
        relationships: { rId9: { type: 'header', target: 'header1.xml' } },
        files: { 'word/header1.xml': header },
      },
    );
    const { id, columns } = await aDraft(house, { letter: word(letter), subject: 'Hello', list: people });
    expect(columns).toEqual({});
    const asked = await changeCampaign(house.campaigns, 'anna', id, { merge: { document: { name: 'For {{Place}}' } } });
    expect(asked.columns).toEqual({ Fax: null, Place: null });
    expect(asked.check.blockers.map(({ field }) => field)).toEqual(expect.arrayContaining(['Fax', 'Place']));
    const chosen = await changeCampaign(house.campaigns, 'anna', id, { columns: { Fax: 'Phone', Place: 'City' } });
    expect(chosen.check.blockers).toEqual([]);
    const preview = await previewCampaignRow(house.campaigns, 'anna', id, 1);
    expect(preview.attachments.map(({ name }) => name)).toEqual(['For Bern.docx']);
  });
});
