// Loader: gives the German words in place of the English ones, under the name of the English file. Because the module keeps its
// name, everything that holds no words comes out byte for byte the same in both languages and is loaded and kept once.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sentenceKey } from '../ui/sentenceKey.ts';

/** ui/texts/mergeTexts.ts → ui/german/mergeTextsGerman.ts; English stays where a file has not been translated yet. */
export default function readInLanguage(english) {
  if (this.getOptions().language === 'en') return english;
  const name = path.basename(this.resourcePath, '.ts');
  const file = path.join(path.dirname(path.dirname(this.resourcePath)), 'german', `${name}German.ts`);
  if (!existsSync(file)) {
    this.addMissingDependency(file);
    return english;
  }
  this.addDependency(file);
  const german = readFileSync(file, 'utf8');
  // It stands in the place of the English file: its neighbours are found under their English names.
  return shortKeys(german).replaceAll(/(['"])\.\/(\w+)German\.ts\1/g, '$1./$2.ts$1');
}

/** `'A sentence of the server.': …` gets the short name by which it is looked up. */
function shortKeys(source) {
  return source.replaceAll(
    /^( +)(['"])([A-Z].*[.:])\2:/gm,
    (_, indent, quote, sentence) => `${indent}${quote}${sentenceKey(sentence)}${quote}:`,
  );
}
