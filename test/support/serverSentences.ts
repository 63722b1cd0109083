/** The sentences that stand in the server's own source, as people would read them. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

const root = path.join(import.meta.dirname, '..', '..');

export interface ServerSentence {
  file: string;
  /** With `«Anna»` for a name, and 7 for everything else that is put in. */
  text: string;
}

interface Node {
  type?: string;
  value?: unknown;
  cooked?: unknown;
  operator?: string;
  left?: Node;
  right?: Node;
  quasis?: Node[];
  expressions?: Node[];
  callee?: Node;
  id?: Node;
  init?: Node;
  expression?: Node;
}

/** A capital letter, several words, and an end; no words of SQL. */
const SENTENCE = /^(?!SELECT|UPDATE)\p{Lu}\S* \S+ .*[.:!]$/su;

export function serverSentences(folder: string): ServerSentence[] {
  return globSync(`server/${folder}/**/*.ts`, { cwd: root }).flatMap((file) => {
    const { body } = parseSync(readFileSync(path.join(root, file), 'utf8'), { syntax: 'typescript' });
    const names = new Map<string, string>();
    eachNode(body, (node) => {
      if (node.type !== 'VariableDeclarator' || node.init === undefined) return true;
      const text = textOf(node.init, names);
      if (text !== null && /^[A-Z_]+$/.test(String(node.id?.value))) names.set(String(node.id?.value), text);
      return true;
    });
    const found: string[] = [];
    eachNode(body, (node) => keepSentence(node, names, found));
    return [...new Set(found)].map((text) => ({ file, text }));
  });
}

function keepSentence(node: Node, names: ReadonlyMap<string, string>, found: string[]): boolean {
  // Nobody but us reads the words of an exception; those of an AppError are an answer.
  const thrown = node.type === 'NewExpression' ? String(node.callee?.value) : '';
  if (thrown.endsWith('Error') && thrown !== 'AppError') return false;
  const text = textOf(node, names);
  if (text === null) return true;
  if (SENTENCE.test(text)) found.push(text);
  return false;
}

function textOf(node: Node | undefined, names: ReadonlyMap<string, string>): string | null {
  if (node?.type === 'StringLiteral') return String(node.value);
  if (node?.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [textOf(node.left, names), textOf(node.right, names)];
    return left === null || right === null ? null : left + right;
  }
  if (node?.type !== 'TemplateLiteral') return null;
  const put = (node.expressions ?? []).map((inner) => shownFor(inner, names));
  return (node.quasis ?? []).map(({ cooked }, at) => `${String(cooked)}${put[at] ?? ''}`).join('');
}

function shownFor(node: Node, names: ReadonlyMap<string, string>): string {
  if (node.type === 'Identifier') return names.get(String(node.value)) ?? '7';
  return node.type === 'CallExpression' && node.callee?.value === 'quoted' ? '«Anna»' : '7';
}

/** `visit` says whether to look inside. */
function eachNode(node: unknown, visit: (node: Node) => boolean): void {
  if (Array.isArray(node)) for (const inner of node) eachNode(inner, visit);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  if (visit(node)) for (const inner of Object.values(node)) eachNode(inner, visit);
}
