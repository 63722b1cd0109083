/** What people read stands in the catalogue, and the catalogue is there in both languages. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseSync } from '@swc/core';

const root = path.dirname(import.meta.dirname);
const catalogue = /^addin\/ui\/(?:texts|german)\//;
const sources = globSync('addin/**/*.{ts,tsx}', { cwd: root }).filter(
  (file) => !file.startsWith('addin/dist/') && !catalogue.test(file),
);

interface Node {
  type?: string;
  value?: unknown;
  cooked?: unknown;
  name?: Node;
  callee?: Node;
}

/** `Two words …` or a whole sentence. */
const SENTENCE = /^\p{Lu}\p{Ll}+ \p{L}+ |\p{L}{2,} \p{L}.*[.…!?]$/u;
const SPOKEN_ATTRIBUTES = /^(?:aria-label|aria-description|aria-roledescription|alt|title|placeholder|label|hint|summary)$/;

function looseWords(source: string, tsx: boolean): string[] {
  const found: string[] = [];
  walk(parseSync(source, { syntax: 'typescript', tsx }).body, found);
  return found;
}

function walk(node: unknown, found: string[]): void {
  if (Array.isArray(node)) for (const inner of node) walk(inner, found);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const said = node as Node;
  // Nobody but us reads the words of an exception.
  if (said.type === 'NewExpression' && String(said.callee?.value).endsWith('Error')) return;
  const loose = looseIn(said);
  if (loose !== null) found.push(loose);
  for (const inner of Object.values(node)) walk(inner, found);
}

function looseIn({ type, value, cooked, name }: Node): string | null {
  if (type === 'JSXText') return /\p{L}/u.test(String(value)) ? String(value).trim() : null;
  if (type === 'JSXAttribute') return SPOKEN_ATTRIBUTES.test(String(name?.value)) ? literal(value as Node | null) : null;
  const text = type === 'StringLiteral' ? value : type === 'TemplateElement' ? cooked : null;
  return typeof text === 'string' && SENTENCE.test(text.trim()) ? text : null;
}

function literal(value: Node | null): string | null {
  return value?.type === 'StringLiteral' && /\p{L}/u.test(String(value.value)) ? String(value.value) : null;
}

describe('words', () => {
  test.each(sources)('%s has none of its own', (file) => {
    expect(looseWords(readFileSync(path.join(root, file), 'utf8'), file.endsWith('x'))).toEqual([]);
  });

  test.each([
    ['text of an element', 'const a = <p>Hello</p>;'],
    ['a label', 'const a = <p aria-label="Close" />;'],
    ['a sentence', "const a = { next: 'Try it again.' };"],
    ['a sentence with something in it', 'const a = `You have ${1} mails, and more.`;'],
  ])('%s is found', (_, source) => {
    expect(looseWords(source, true)).toHaveLength(1);
  });

  test('what is said to us alone is not', () => {
    expect(looseWords("throw new Error('The page has no place.'); const a = '1px solid red';", true)).toEqual([]);
  });
});

describe('German', () => {
  const names = (folder: string) =>
    globSync('*.ts', { cwd: path.join(root, 'addin/ui', folder) }).map((file) => file.replace(/(?:German)?\.ts$/, ''));

  test('has a file for every English one, and no other', () => {
    expect(names('german').toSorted()).toEqual(names('texts').toSorted());
  });

  test('its findings are those that the server has', () => {
    const server = globSync('server/**/*.ts', { cwd: root }).map((file) => readFileSync(path.join(root, file), 'utf8'));
    const german = readFileSync(path.join(root, 'addin/ui/german/findingTextsGerman.ts'), 'utf8');
    const codes = [...german.matchAll(/^  ([A-Z_]+):/gm)].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(30);
    const unknown = codes.filter((code) => !server.some((source) => source.includes(`'${code}'`)));
    expect(unknown).toEqual([]);
  });
});
