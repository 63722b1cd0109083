/** What the server says, a German pane says in German: each finding by its code, each sentence by its text, or it is known why not. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findingTexts } from '../addin/ui/german/findingTextsGerman.ts';
import { mergeTexts } from '../addin/ui/german/mergeTextsGerman.ts';
import { rareTexts } from '../addin/ui/german/rareTextsGerman.ts';
import { sentenceKey } from '../addin/ui/sentenceKey.ts';
import { accountWarnings } from '../server/accounts/accountWarnings.ts';
import { tooLongRemark } from '../server/merge/messageLimit.ts';
import { ERRORS } from '../shared/api/errors.ts';
import { serverSentences } from './support/serverSentences.ts';

const root = path.dirname(import.meta.dirname);
const { sentences, say } = rareTexts;
type Loader = (this: object, source: string) => string;

describe('findings', () => {
  const sources = globSync('server/{merge,campaigns}/**/*.ts', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const written = sources.flatMap((source) => [
    ...[...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code = '']) => code),
    ...[...source.matchAll(/code: '([A-Z_]+)'/g)].map(([, code = '']) => code),
  ]);
  /** Node's own word for a zip that is too large inside. */
  const noFinding = ['ERR_BUFFER_TOO_LARGE'];
  const codes = [...new Set(written)].filter((code) => !(code in ERRORS) && !noFinding.includes(code));
  const german = { ...findingTexts, ...rareTexts.findings, ...mergeTexts.findings };

  test('each that the server can make is said in German', () => {
    expect(codes.length).toBeGreaterThan(60);
    expect(codes.filter((code) => !Object.hasOwn(german, code))).toEqual([]);
  });

  test('none that is rare is one that the server does not know, or stands among the usual ones too', () => {
    const rare = Object.keys(rareTexts.findings);
    expect(rare.filter((code) => !written.includes(code) || Object.hasOwn(findingTexts, code))).toEqual([]);
  });

  test.each(Object.entries(rareTexts.findings))('%s is a whole sentence with and without names', (_, words) => {
    const bare = words({ row: null, field: null, names: [], numbers: [] });
    const full = words({ row: 3, field: 'Ort', names: ['«Anna»', '«Berta»'], numbers: ['3.1', '3'] });
    for (const said of [bare, full]) expect(said).toMatch(/^\S.*\.$/);
    expect(`${bare} ${full}`).not.toMatch(/undefined|null| {2}/);
  });
});

const CODE = 'the code of the failure says it in German';
const SEND_API = 'answers of /send, which the pane does not call';
const ANOTHER_PROGRAM = 'only a program that calls the API gets it: the pane asks for nothing of the kind';
const FINDING = 'findings, said by their code';
const OPERATOR = 'for the person who runs the server, who reads the English of log and doctor';
const WAITS = 'it waits and is tried again by itself, or stands beside words of an operator';
const LOG = 'only the log has it';
const RARE = 'so rare that it is not worth its bytes in every German pane';
const HOLES = 'holds words of a day, an address or a service that is put in';

/** Left in English: how many sentences of a file, and why. One more that nobody translated is found by its number. */
const LEFT: Readonly<Record<string, [count: number, reason: string]>> = {
  'outbox/createOutbox.ts': [1, SEND_API],
  'outbox/decide.ts': [4, 'three are answers of /send; the fourth is set right by the next try'],
  'outbox/leftDrafts.ts': [1, LOG],
  'outbox/letterTrouble.ts': [1, 'what a program of ours threw stands in its middle'],
  'outbox/lookAhead.ts': [1, 'a surprise on our side'],
  'outbox/retryWait.ts': [1, 'it is said as soon as it is filled'],
  'outbox/sendFailure.ts': [5, CODE],
  'outbox/sendOne.ts': [7, CODE],
  'outbox/sendWindow.ts': [1, ANOTHER_PROGRAM],
  'outbox/lookUpDoubts.ts': [1, RARE],
  'campaigns/assessDraft.ts': [4, FINDING],
  'campaigns/campaignSchedule.ts': [2, 'the one holds words of a day, the other is rare'],
  'campaigns/campaignView.ts': [1, FINDING],
  'campaigns/deleteCampaign.ts': [1, CODE],
  'campaigns/draftPlan.ts': [4, ANOTHER_PROGRAM],
  'campaigns/draftSource.ts': [3, CODE],
  'campaigns/eraseCampaign.ts': [1, CODE],
  'campaigns/ownedCampaign.ts': [1, CODE],
  'campaigns/readyAccount.ts': [1, CODE],
  'campaigns/refuseStart.ts': [1, CODE],
  'campaigns/resultsReport.ts': [1, 'the report, a file'],
  'campaigns/scheduleCampaign.ts': [1, CODE],
  'campaigns/sendAgain.ts': [1, CODE],
  'campaigns/sendTimes.ts': [2, FINDING],
  'campaigns/snapshotProof.ts': [1, OPERATOR],
  'campaigns/takeAttachments.ts': [2, CODE],
  'campaigns/takeFiles.ts': [2, CODE],
  'campaigns/takeSending.ts': [1, ANOTHER_PROGRAM],
  'campaigns/wrongState.ts': [22, 'the code says it; only two windows at once, or another program, get so far'],
  'mail/gmailOutcome.ts': [2, OPERATOR],
  'mail/gmailRequest.ts': [1, HOLES],
  'mail/gmailSenders.ts': [3, CODE],
  'mail/graphDiscard.ts': [2, LOG],
  'mail/graphDraft.ts': [2, 'only where one and the same draft was tried twice'],
  'mail/graphLookUp.ts': [7, 'most are kept for nobody: the doubt stays as it was said at first'],
  'mail/graphMe.ts': [3, CODE],
  'mail/graphOutcome.ts': [2, WAITS],
  'mail/graphRequest.ts': [1, HOLES],
  'mail/imapLogin.ts': [4, OPERATOR],
  'mail/leaseOver.ts': [1, WAITS],
  'mail/probeWire.ts': [7, OPERATOR],
  'mail/smtpOutcome.ts': [9, OPERATOR],
  'mail/smtpTransport.ts': [2, 'follow words that are put in'],
};

describe('sentences about sending', () => {
  const all = ['outbox', 'campaigns', 'mail'].flatMap(serverSentences);
  const english = all.filter(({ text }) => say(text).some(({ known }) => !known));

  test('each is said in German, or it is known why not', () => {
    const perFile = Map.groupBy(english, ({ file }) => file.replace('server/', ''));
    const left = [...perFile].flatMap(([file, found]) =>
      found.length === LEFT[file]?.[0] ? [] : [{ file, count: found.length, found: found.map(({ text }) => text) }],
    );
    expect(left).toEqual([]);
    expect(Object.keys(LEFT).filter((file) => !perFile.has(file))).toEqual([]);
  });
});

describe('the German of a sentence', () => {
  const server = ['outbox', 'campaigns', 'mail', 'merge', 'accounts'].flatMap(serverSentences).map(({ text }) => plain(text));
  /** What the server puts together of pieces that are no sentences. */
  const together =
    /^Row #|^It was tried|^(?:Microsoft|Google) (?:did|answered|refused)|^The connection broke|could not be reached, so nothing|hours, and this merge|^When that is done|own words|let Mergepost in until|access may last|^It was not used since/;

  test('none is for something that the server does not say', () => {
    const said = Object.keys(sentences).filter((key) => !together.test(key));
    expect(said.filter((key) => !server.some((text) => text.includes(key)))).toEqual([]);
  });

  test.each([
    [
      'not used for long',
      { refresh_token: 'r', keep_alive: 0 },
      /seit 2026-03-01 nicht benutzt, und (?:Google|Microsoft) .* nach 180 Tagen/,
    ],
    [
      'let in for an hour',
      { refresh_token: null, keep_alive: 0 },
      /nur bis 2026-08-20 10:30 \(UTC\) zu\. .* dauerhaftem Zugriff zu/,
    ],
  ])('a mailbox that was %s is told so', (_, row, german) => {
    for (const name of ['Google', 'Microsoft']) {
      const facts = {
        state: 'connected' as const,
        refreshed_at: Date.UTC(2026, 2, 1),
        token_expires_at: Date.UTC(2026, 7, 20, 10, 30),
      };
      const [warning] = accountWarnings({ ...facts, ...row }, { name, idleDays: 180 }, Date.UTC(2026, 7, 20));
      const said = say(warning?.text ?? '');
      expect([said.map(({ known }) => known), said[0]?.text]).toEqual([[true], expect.stringMatching(german)]);
    }
  });

  test('a mail that is too large: both sizes, as in English', () => {
    const text =
      'Letter, pictures and attachment have 3.1 MB together, and 3 MB is the most one mail can carry. Make them smaller.';
    const findings = [...serverSentences('campaigns')].map((each) => plain(each.text));
    expect(findings).toContain(plain(text).replaceAll('# MB', '#'));
    expect(say(text, { code: 'MESSAGE_TOO_LARGE', text })[0]?.text).toMatch(/zusammen 3,1 MB, .* höchstens 3 MB/);
    expect(say(tooLongRemark(7).text, tooLongRemark(7))[0]?.text).toMatch(/^Die E-Mail von Zeile 7 würde viel zu lang/);
  });

  test.each(Object.entries(sentences))('%s', (english, german) => {
    expect(german).toMatch(/^\p{Lu}.*[.:]$/u);
    expect(german).not.toMatch(/ {2}|\b[Dd]u\b|\bdein/);
    const holes = (text: string) =>
      text
        .replace(/«»|“”/g, '{}')
        .match(/#|\{\}/g)
        ?.toSorted() ?? [];
    // What is not said again is left at the end, never in between.
    expect(holes(english).join('').startsWith(holes(german).join(''))).toBe(true);
  });

  test('has a short name of its own in the built pane', async () => {
    const { default: readInLanguage } = (await import(path.join(root, 'addin/build/readInLanguage.mjs'))) as { default: Loader };
    const texts = path.join(root, 'addin/ui/texts/rareTexts.ts');
    const loader = { resourcePath: texts, getOptions: () => ({ language: 'de' }), addDependency: () => undefined };
    const built = readInLanguage.call(loader, readFileSync(texts, 'utf8'));
    const names = Object.keys(sentences).map(sentenceKey);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !new RegExp(`['"]${name}['"]:`).test(built))).toEqual([]);
    expect(built).not.toMatch(/resume here|Sent Items/);
  });
});

/** As a key has it. */
function plain(text: string): string {
  return text
    .replace(/«[^»]*»/g, '«»')
    .replace(/“[^”]*”/g, '“”')
    .replace(/\d+(?:[.,]\d+)*/g, '#');
}
