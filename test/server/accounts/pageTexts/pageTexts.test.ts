/** What the pages of the server say stands in their catalogue, in both languages. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { AttemptFailure } from '../../../../server/accounts/attemptOutcome.ts';
import { LINK_OVER } from '../../../../server/accounts/attemptOutcome.ts';
import { lastPage } from '../../../../server/accounts/connectPages.ts';
import { FOREIGN } from '../../../../server/accounts/foreignAnswer.ts';
import { entraGerman } from '../../../../shared/help/german/entraGerman.ts';
import { foreignGerman } from '../../../../server/accounts/pageTexts/foreignGerman.ts';
import { pageTexts, type PageTexts } from '../../../../server/accounts/pageTexts/pageTexts.ts';
import { pageTextsGerman } from '../../../../server/accounts/pageTexts/pageTextsGerman.ts';
import { ENTRA_CODES } from '../../../../shared/help/entraCodes.ts';
import { SERVER_PAGES } from '../../../support/serverPages.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

/** What is between the tags, and what a screen reader reads out of them. */
function wordsOn(html: string): string {
  const spoken = [...html.matchAll(/ (?:alt|title|aria-label|placeholder)="([^"]*)"/g)].map(([, text = '']) => text);
  return [html.replaceAll(/<[^>]*>/g, ' '), ...spoken].join(' ');
}

/** The same catalogue with every text in ⟦⟧. */
function marked<T>(texts: T, name = ''): T {
  if (name === 'language' || name === 'foreign') return texts;
  if (typeof texts === 'string') return `⟦${texts}⟧` as T;
  if (typeof texts === 'function') return ((...given: unknown[]) => markedAnswer(texts(...given))) as T;
  if (Array.isArray(texts)) return texts.map((text: unknown) => marked(text)) as T;
  return Object.fromEntries(Object.entries(texts as object).map(([key, text]) => [key, marked(text as unknown, key)])) as T;
}

function markedAnswer(answer: unknown): unknown {
  if (typeof answer === 'string') return `⟦${answer}⟧`;
  return typeof answer === 'object' && answer !== null && 'text' in answer
    ? { ...answer, text: `⟦${String(answer.text)}⟧` }
    : answer;
}

function withoutMarked(text: string): string {
  return text.replaceAll(/⟦[^⟦⟧]*⟧/g, '');
}

/** Every text of a catalogue with its name, sentences with things to say in them said of the same things. */
function textsIn(texts: unknown, name: string): [name: string, text: string][] {
  if (name === 'foreign') return [];
  if (typeof texts === 'string') return [[name, texts]];
  if (typeof texts === 'function') return textsIn(callOf(texts as Say, name), name);
  if (typeof texts !== 'object' || texts === null) return [];
  return Object.entries(texts).flatMap(([key, text]) => textsIn(text as unknown, name === '' ? key : `${name}.${key}`));
}

const GIVEN: Record<string, unknown> = {
  'link.until': 0,
  'failed.guest': 'INTERNAL',
  'connected.withdraw': { sentence: 'Open it.', kind: 'google', cloud: 'global', name: 'Google' },
  'consent.answer': { granted: true, sentence: 'Thanks.' },
  who: { kind: 'member', address: null, tenant: 't1' },
  'link.maySendAs.some': ['A', 'B'],
  'link.mayRead.no.some': ['A', 'B'],
  'link.mayRead.yes.some': ['A', 'B'],
  'link.mayRead.unknown.some': ['A', 'B'],
};

type Say = (...given: unknown[]) => unknown;

function callOf(say: Say, name: string): unknown {
  const answer = name in GIVEN ? say(GIVEN[name]) : say('Anna', 'Ben');
  return typeof answer === 'object' && answer !== null && 'text' in answer ? answer.text : answer;
}

describe.each(Object.entries(SERVER_PAGES))('the page “%s”', (_name, make) => {
  test('has no words of its own', () => {
    const { html } = make({ ...marked(pageTexts), language: 'en' });
    // From the inside out: a name is marked, and so is the sentence it stands in.
    const unmarked = withoutMarked(withoutMarked(wordsOn(html).replaceAll(/〈[^〈〉]*〉/g, '')));
    const loose = unmarked.replaceAll(/Mergepost|INTERNAL|[A-Z]+_[A-Z_]+|This link does not work any more\..*? new one\./g, '');
    expect(loose.replaceAll(/[^\p{L}]/gu, '')).toBe('');
  });

  test.each([
    ['English', pageTexts],
    ['German', pageTextsGerman],
  ])('says that it is in %s', (_language, texts) => {
    const { html, language } = make(texts);
    expect(language).toBe(texts.language);
    expect(html).toContain(`<html lang="${texts.language}">`);
  });

  test('in German, what is English in it is marked as English', () => {
    const { html } = make(pageTextsGerman);
    const german = wordsOn(html.replaceAll(/<span lang="en">.*?<\/span>/g, '')).replaceAll(/〈[^〈〉]*〉|https?:\S+/g, '');
    expect(german.match(/\b(?:the|this|you|your|mailbox|window|not|with|and|to|of|is)\b/gi) ?? []).toEqual([]);
  });
});

test('pages are made nowhere else, and each of them is looked at here', () => {
  const rooms = globSync('server/**/*.ts', { cwd: ROOT }).filter((file) => !/^server\/(?:sandbox|cli)\//.test(file));
  const sources = new Map(rooms.map((file) => [file, readFileSync(`${ROOT}/${file}`, 'utf8')]));
  expect(rooms.filter((file) => sources.get(file)?.includes('<!doctype html>'))).toEqual(['server/accounts/pageFrame.ts']);
  const made = [...sources.values()].flatMap((source) => [...source.matchAll(/^export function (\w+)\(.*\): Page \{$/gm)]);
  const names = made.map(([, name = '']) => name).filter((name) => name !== 'page');
  const looked = readFileSync(`${ROOT}/test/support/serverPages.ts`, 'utf8');
  expect(names.toSorted()).toEqual(['consentPage', 'lastPage', 'linkOverPage', 'linkPage', 'startPage', 'troublePage']);
  expect(names.filter((name) => !looked.includes(`(texts) => ${name}(`) && !looked.includes(`    ${name}(`))).toEqual([]);
});

describe('German', () => {
  const english = textsIn(pageTexts, '');
  const german = new Map(textsIn(pageTextsGerman, ''));

  test('has every text, and says none as English does', () => {
    expect(english.length).toBeGreaterThan(60);
    expect(english.map(([name]) => name).filter((name) => !german.has(name))).toEqual([]);
    expect(english.filter(([name, text]) => name !== 'language' && german.get(name) === text)).toEqual([]);
  });

  test('calls people “Sie”', () => {
    for (const text of german.values()) expect(text).not.toMatch(/\b(?:du|dich|dir|dein\w*|euch|eure?\w*)\b/i);
  });

  test('has words for every number of Microsoft that is for the person, their administrator or time to mend', () => {
    const theirs = [...ENTRA_CODES].filter(([, { who }]) => who === 'user' || who === 'admin' || who === 'wait');
    expect(theirs.length).toBeGreaterThan(50);
    expect(theirs.map(([number]) => number).filter((number) => entraGerman(`AADSTS${number}`) === null)).toEqual([]);
    expect(entraGerman('constructor')).toBeNull();
  });
});

/** What a German page says of a failure; `whole`: without the English sentence. */
const FAILURES: readonly [string, AttemptFailure, words: RegExp, whole: boolean][] = [
  ['the link is over', LINK_OVER, /^Dieser Link gilt nicht mehr/, true],
  [
    'a number that people know',
    ofMicrosoft('CONNECT_NEEDS_ADMIN', 'access_denied', 'AADSTS90094'),
    /Administrator Ihrer Organisation/,
    true,
  ],
  [
    'a number for the operator',
    ofMicrosoft('OPERATOR_FAULT', 'invalid_client', 'AADSTS7000222'),
    /nicht richtig eingerichtet/,
    false,
  ],
  ['a number nobody knows', ofMicrosoft('CONNECT_FAILED', 'invalid_grant', 'AADSTS1'), /nimmt die Erlaubnis nicht mehr an/, true],
  ['a word that another code outdoes', ofMicrosoft('CONNECT_NEEDS_ADMIN', 'invalid_grant', 'AADSTS1'), /Administrator/, false],
  ['a word nobody knows', ofMicrosoft('CONNECT_FAILED', 'constructor', 'toString'), /nicht gelungen/, false],
  [
    'the wrong mailbox, to the person who chose it',
    { code: 'CONNECT_WRONG_MAILBOX', sentence: 'x', about: { chosen: 'a@x.example', expected: 'b@x.example' } },
    /als a@x\.example angemeldet; neu verbunden werden soll aber b@x\.example/,
    true,
  ],
  [
    'the wrong mailbox, to others',
    { code: 'CONNECT_WRONG_MAILBOX', sentence: 'x', about: { expected: 'b@x.example' } },
    /^Es wurde ein anderes Konto gewählt; neu verbunden werden soll aber b@x\.example/,
    true,
  ],
  [
    'the wrong mailbox, without a name',
    { code: 'CONNECT_WRONG_MAILBOX', sentence: 'x' },
    /^Es wurde ein anderes Konto gewählt als/,
    true,
  ],
  [
    'somebody said no here',
    { code: 'CONNECT_DECLINED', sentence: 'x', about: { chosen: 'a@x.example' } },
    /^a@x\.example wurde nicht verbunden/,
    true,
  ],
  ['somebody said no there', ofMicrosoft('CONNECT_DECLINED', 'access_denied'), /^Die Erlaubnis wurde nicht gegeben/, true],
  ['an answer from elsewhere', FOREIGN, /^Diese Antwort kam von einer anderen Stelle/, true],
  ['a sentence without a code', { code: 'CONNECT_FAILED', sentence: 'Google has not confirmed it.' }, /nicht gelungen/, false],
];

function ofMicrosoft(code: AttemptFailure['code'], error: string, number?: string): AttemptFailure {
  return { code, sentence: 'x', provider: { error, help: 'x', ...(number && { code: number }) } };
}

describe('what the server says by a code, in German', () => {
  test.each(FAILURES)('%s', (_case, failure, words, whole) => {
    const meaning = foreignGerman.failure(failure);
    expect(meaning).toEqual({ text: expect.stringMatching(words), more: !whole });
  });

  test('a sentence that only English has is shown after German words, and marked', () => {
    const failure = { code: 'CONNECT_FAILED', sentence: 'Google has not <confirmed> it.' } as const;
    const html = pageOf(pageTextsGerman, failure);
    expect(html).toContain(
      'Beginnen Sie noch einmal.</p><p class="quiet">Die Begründung, auf Englisch: <span lang="en">Google has not &lt;confirmed&gt; it.</span></p>',
    );
    expect(pageOf(pageTexts, failure)).not.toContain('<span lang');
  });
});

function pageOf(texts: PageTexts, failure: AttemptFailure): string {
  return lastPage(texts, { status: 'failed', failure }, { connectId: 'c', host: 'browser', link: null }).html;
}
