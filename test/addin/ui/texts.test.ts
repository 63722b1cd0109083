import { describe, expect, test } from '@jest/globals';
import { adminTexts } from '../../../addin/ui/texts/adminTexts.ts';
import { connectTexts } from '../../../addin/ui/texts/connectTexts.ts';
import { doubtTexts } from '../../../addin/ui/texts/doubtTexts.ts';
import { letterTexts } from '../../../addin/ui/texts/letterTexts.ts';
import { mailboxTexts } from '../../../addin/ui/texts/mailboxTexts.ts';
import { mergeTexts } from '../../../addin/ui/texts/mergeTexts.ts';
import { paceTexts } from '../../../addin/ui/texts/paceTexts.ts';
import { sendingTexts } from '../../../addin/ui/texts/sendingTexts.ts';
import { texts } from '../../../addin/ui/texts/texts.ts';
import { whenTexts } from '../../../addin/ui/texts/whenTexts.ts';

type Sentence = (...given: unknown[]) => unknown;

/** A number and names, or, for a sentence about several of them, lists of names. */
function spoken(sentence: Sentence): unknown {
  try {
    return sentence(2, 'x', 'y');
  } catch {
    return sentence.length === 1 ? sentence(['x', 'y']) : sentence(2, ['x', 'y']);
  }
}

/** Every text with its place; a sentence with something in it is said with that. */
function said(part: unknown, place: string): [string, string][] {
  if (typeof part === 'string') return [[place, part]];
  if (typeof part === 'function') return said(spoken(part as Sentence), place);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => said(inner, `${place}.${name}`));
}

const forPeople = said(
  { connectTexts, doubtTexts, letterTexts, mailboxTexts, mergeTexts, paceTexts, sendingTexts, texts, whenTexts },
  'texts',
);

describe('what people read', () => {
  test.each(forPeople)('%s has no words of our trade', (_, text) => {
    expect(text).not.toMatch(/\bproviders?\b|\btokens?\b|\bpayload\b|\bOAuth\b|\bHTTP\b|\bJWT\b/i);
  });

  test.each([...forPeople, ...said(adminTexts, 'adminTexts')])('%s says something', (_, text) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toMatch(/^$|undefined|\[object| {2}/);
  });
});
