/** Letters and lists that were built to do harm, over HTTP: each is answered with a sentence, and the server goes on. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import type { CampaignInput } from '../../../shared/api/campaigns.ts';
import { aCampaignInput } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf } from '../../support/aMergeHouse.ts';
import { docxOf, field, p, r, wordPart, zipOf } from '../../support/docxOf.ts';
import { rawZip } from '../../support/rawZip.ts';

let opened: FastifyInstance | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

type Answer = { status: number; body: { code?: string; error?: string; id?: string } };

async function anApp(): Promise<(body: CampaignInput) => Promise<Answer>> {
  const app = anAppOf(await aMergeHouse());
  opened = app;
  return async (body) => {
    const answer = await app.inject({ method: 'POST', url: '/api/campaigns', headers: { 'x-user': 'anna' }, payload: body });
    return { status: answer.statusCode, body: answer.json() };
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const letter = (bytes: Uint8Array) => ({ letter: { name: 'x.docx', contentBytes: base64(bytes) } });
const list = (text: string) => ({ list: { name: 'x.csv', contentBytes: base64(Buffer.from(text)) } });
const good = Object.entries(unzipSync(docxOf(p(r('x'))))).map(([name, bytes]) => ({ name, bytes }));
const main = (xml: string) => zipOf({ 'word/document.xml': xml });
const document = (inside: string) => wordPart('document', `<w:body>${inside}</w:body>`);
const wide = Array.from({ length: 2000 }, (_, index) => `c${index}`).join(',');

describe('refused with a sentence', () => {
  test.each<[string, CampaignInput]>([
    ['a zip bomb', letter(rawZip([...good, { name: 'word/x.bin', bytes: new Uint8Array(300 * 1024 * 1024) }]))],
    ['a document type', letter(main(`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${document(p(r('&x;')))}`))],
    ['elements without end', letter(main(document(p('<w:r/>'.repeat(400_000)))))],
    [
      'nesting without end',
      letter(main(document(`<?x ${'</a>'.repeat(40_000)}?>${'<w:sdt>'.repeat(30_000)}${'</w:sdt>'.repeat(30_000)}`))),
    ],
    ['more fields than columns', letter(docxOf(p(r(Array.from({ length: 5000 }, (_, index) => `{{F${index}}}`).join(' ')))))],
    ['no letter at all', letter(Buffer.from('MZ'))],
    ['a list of 100,000 rows and 2,000 columns', list(`${wide}\n${'1\n'.repeat(100_000)}`)],
    ['a list of a million columns', list(`${','.repeat(1_000_000)}a\n1`)],
  ])('%s', async (_, change) => {
    const answer = await (await anApp())(aCampaignInput(change));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.error).toMatch(/^[A-Z].*\.$/);
  });
});

describe('taken, and told', () => {
  const grown = Array.from({ length: 60 }, () => field('SET a &quot;{{A}}&quot;', r(''))).join('');
  test.each<[string, CampaignInput]>([
    [
      'names that objects have of themselves',
      letter(docxOf(p(r('{{constructor}} {{#if __proto__}}x{{/if}} {{toString | valueOf}}')))),
    ],
    ['fields that never end', letter(docxOf(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(5000))))],
    ['a text that is put down again and again', letter(docxOf(p(grown + field('REF a', r('')))))],
  ])('%s', async (_, change) => {
    const call = await anApp();
    expect((await call(aCampaignInput(change))).status).toBeLessThan(300);
    // The server is still there.
    expect((await call(aCampaignInput())).status).toBeLessThan(300);
  });
});
