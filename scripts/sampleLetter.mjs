/**
 * The sample letter: two pages as Word writes them, with simple and complex merge fields (some torn over runs), one
 * `{{ }}` field, a link with a field in its address, a table, lists, a picture, and a letterhead in the header.
 */
import { escape, field, hyperlink, paragraph, run, simpleField, table, tornField } from './sampleMarkup.mjs';
import { harbourPicture } from './samplePicture.mjs';
import {
  contentTypes,
  documentRelationships,
  footer,
  header,
  numbering,
  packageRelationships,
  properties,
  settings,
  styles,
} from './sampleParts.mjs';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';

export function letterParts() {
  return {
    '[Content_Types].xml': XML + contentTypes,
    '_rels/.rels': XML + packageRelationships,
    'docProps/core.xml': XML + properties,
    'word/document.xml': `${XML}<w:document ${NAMESPACES}><w:body>${firstPage()}${secondPage()}${section()}</w:body></w:document>`,
    'word/_rels/document.xml.rels': XML + documentRelationships,
    'word/styles.xml': XML + styles(NAMESPACES),
    'word/numbering.xml': XML + numbering(NAMESPACES),
    'word/settings.xml': XML + settings(NAMESPACES),
    'word/header1.xml': XML + header(NAMESPACES),
    'word/footer1.xml': XML + footer(NAMESPACES),
    'word/media/image1.png': harbourPicture(),
  };
}

function firstPage() {
  return [
    paragraph(picture(), { style: 'Picture' }),
    addressBlock(),
    paragraph(run('Galway, 2 November 2026'), { align: 'right', before: 240 }),
    paragraph(run('Your season ticket 2027 — member number ') + run('{{Mem') + run('ber', { italic: true }) + run(' No}}'), {
      style: 'Heading1',
    }),
    paragraph(run('Dear ') + simpleField('Title') + run(' ') + tornField('Last_Name') + run(',')),
    paragraph(
      run('The old year closes with Brahms, and the new one opens with a hall full of friends: the ') +
        run('Harbour Concert Society', { bold: true }) +
        run(' begins its fortieth season on 16 January. Your place, ') +
        field('Seat', { bold: true, color: '0E7490' }) +
        run(', is kept for you until ') +
        field('Renewal_Date \\@ "d MMMM yyyy"', { bold: true, underline: true }) +
        run('. After that day it goes to the waiting list, which has never been longer.'),
    ),
    paragraph(run('What your ticket brings you in 2027:'), { keepNext: true }),
    ...[
      'Ten evening concerts in the Town Hall, two more than last year',
      'The open rehearsal before each of them, with coffee',
      'A guest ticket at half price, as often as you like',
    ].map((text) => paragraph(run(text), { style: 'ListParagraph', list: [1, 0] })),
    paragraph(run('and, once more, the picnic on the pier (weather is free of charge).'), {
      style: 'ListParagraph',
      list: [1, 1],
    }),
    priceTable(),
    paragraph(
      run('You can renew in a minute at ') +
        hyperlink(run('harbour-concerts.example/renew', { character: 'Hyperlink' }), 'Member_No', '004217') +
        run(', or in three steps by post:'),
      { before: 200, keepNext: true },
    ),
    ...[
      'Sign the slip on the back of this letter.',
      'Put it into an envelope; no stamp is needed.',
      'Post it so that it reaches us in time.',
    ].map((text) => paragraph(run(text), { style: 'ListParagraph', list: [2, 0] })),
  ].join('');
}

function addressBlock() {
  return [
    paragraph(simpleField('Title') + run(' ') + field('First_Name') + run(' ') + field('"Last Name"'), {
      style: 'Address',
    }),
    paragraph(field('Company'), { style: 'Address' }),
    paragraph(tornField('Street'), { style: 'Address' }),
    paragraph(simpleField('"Postal Code"') + run(' ') + field('City \\* MERGEFORMAT'), {
      style: 'Address',
    }),
    paragraph(field('Country \\* Upper', { size: 18 }), { style: 'Address' }),
  ].join('');
}

function priceTable() {
  const amount = field('Amount', { bold: true });
  return table(
    [3400, 3826, 1800],
    [
      [
        run('What', { bold: true, color: 'FFFFFF' }),
        run('For whom', { bold: true, color: 'FFFFFF' }),
        run('Price', { bold: true, color: 'FFFFFF' }),
      ],
      [run('Season ticket 2027'), field('First_Name') + run(' ') + field('Last_Name'), amount],
      [run('Guest ticket, per concert'), run('whoever you bring'), run('€16.00')],
      [run('Programme book'), run('members'), run('free', { italic: true })],
    ],
  );
}

function secondPage() {
  const concerts = [
    ['16 January', 'Brahms, Ein deutsches Requiem', 'Town Hall'],
    ['13 February', 'Four hands, two pianos: Schubert and Kurtág', 'Aula Maxima'],
    ['13 March', 'Songs of the sea, with the Claddagh Choir', 'St Nicholas’'],
    ['17 April', 'Dvořák, Serenade for Strings', 'Town Hall'],
    ['15 May', 'An evening of new Irish music', 'Black Box'],
  ];
  return [
    paragraph(run('The first half of the season'), { style: 'Heading1', pageBreak: true }),
    table(
      [1700, 5226, 2100],
      [
        ['Date', 'Programme', 'Hall'].map((text) => run(text, { bold: true, color: 'FFFFFF' })),
        ...concerts.map((row) => row.map((text) => run(text))),
      ],
    ),
    paragraph(
      run('All concerts begin at ') +
        run('half past seven', { highlight: 'yellow' }) +
        run('. The bar opens an hour earlier, and the doors close when the first note sounds — ') +
        run('not before', { italic: true }) +
        run('.'),
      { before: 200 },
    ),
    paragraph(
      run('“I came for the music and stayed for the people. Or was it the other way round?”') +
        '<w:r><w:br/></w:r>' +
        run('a member since 1987', { size: 18, italic: false }),
      { style: 'Quote' },
    ),
    paragraph(run('If anything is unclear'), { style: 'Heading2' }),
    paragraph(
      run('Your contact is ') +
        field('Contact_Person', { bold: true }) +
        run(
          ', who answers the telephone (+353 91 555 0142) on weekday mornings and every letter within a week. If your address in ',
        ) +
        simpleField('City') +
        run(' has changed, please tell us; concert programmes travel badly after the concert.'),
    ),
    paragraph(run('With best wishes for the season'), { before: 240, keepNext: true }),
    paragraph(run('Máire Ní Chonaill', { bold: true, color: '0E7490', size: 26 }), { keepNext: true, after: 0 }),
    paragraph(run('Chair of the Harbour Concert Society')),
    paragraph(
      run('Tickets are personal but may be lent. H', { size: 17 }) +
        run('2', { size: 17, vertical: 'subscript' }) +
        run('O is available at the bar; other drinks cost money. The foyer has 220 m', { size: 17 }) +
        run('2', { size: 17, vertical: 'superscript' }) +
        run(', so come early.', { size: 17 }),
      { before: 360 },
    ),
  ].join('');
}

function picture() {
  const [cx, cy] = [5_731_200, 1_182_060];
  return (
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${cx}" cy="${cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>` +
    `<wp:docPr id="1" name="Picture 1" descr="${escape('The harbour at sunset')}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>` +
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="image1.png"/><pic:cNvPicPr/></pic:nvPicPr>' +
    `<pic:blipFill><a:blip r:embed="rId6"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>` +
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
  );
}

function section() {
  return (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>' +
    '<w:pgMar w:top="1700" w:right="1440" w:bottom="1134" w:left="1440" w:header="709" w:footer="567" w:gutter="0"/></w:sectPr>'
  );
}
