/**
 * Sentences of the server in another language, as far as there are words for them. A sentence is known by its exact text
 * alone, apart from what it names and counts; nothing is read out of it. Pure. It is loaded with those words, never before.
 */
import { sentenceKey } from './sentenceKey.ts';

/**
 * The server's sentence, or several that come together, to ours. In the key « » and “ ” stand for what is named between
 * them, # for a number; in ours {} is the next name and # the next number, in the order of the server's sentence.
 */
export type Sentences = Readonly<Record<string, string>>;

export interface SaidPart {
  text: string;
  /** False: the server's own words. */
  known: boolean;
}

const NAMED = /«[^»]*»|“[^”]*”/g;
const NUMBER = /\d+(?:[.,]\d+)*/g;
const SENTENCE_END = /[.:!?](?= |$)/g;

/** `ownNumber`: a number as English writes it, such as `10,000`, in our way. What belongs together stays together: the longest run of sentences that is known comes first. */
export function saySentences(text: string, sentences: Sentences, ownNumber: (english: string) => string): SaidPart[] {
  const parts: SaidPart[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const ends = [...rest.matchAll(SENTENCE_END)].map(({ index }) => rest.slice(0, index + 1));
    const said = (one: string) => sayOne(one, sentences, ownNumber);
    const known = ends.findLast((one) => said(one) !== undefined);
    const one = known ?? ends[0] ?? rest;
    addPart(parts, said(one) ?? one, known !== undefined);
    rest = rest.slice(one.length).trimStart();
  }
  return parts;
}

function sayOne(said: string, sentences: Sentences, ownNumber: (english: string) => string): string | undefined {
  const names: string[] = [];
  const numbers: string[] = [];
  const unnamed = said.replace(NAMED, (name) => {
    names.push(name.slice(1, -1));
    return `${name[0] ?? ''}${name.at(-1) ?? ''}`;
  });
  const key = unnamed.replace(NUMBER, (number) => {
    numbers.push(ownNumber(number));
    return '#';
  });
  // The build puts short names in the place of the server's sentences (build/readInLanguage.mjs).
  const name = [sentenceKey(key), key].find((one) => Object.hasOwn(sentences, one)) ?? '';
  return sentences[name]?.replace(/#|\{\}/g, (hole) => (hole === '#' ? numbers : names).shift() ?? '');
}

function addPart(parts: SaidPart[], text: string, known: boolean): void {
  const last = parts.at(-1);
  if (last?.known === known) last.text += ` ${text}`;
  else parts.push({ text, known });
}
