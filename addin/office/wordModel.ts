/**
 * What of Word's object model our code needs, in plain shapes: the real `Word` fits, and so does a plain object in a test.
 * Nothing has a value before `load` and `sync`.
 */

/** Where something goes, seen from a range. */
export type Place = 'Replace' | 'End';

export interface Loadable {
  load: (names: string) => unknown;
}
export interface WordControl extends Loadable {
  tag: string;
  title: string;
  appearance: string;
  getRange: (where: 'After') => { select: (mode: 'Start') => void };
}
export interface WordField {
  code: string;
  select: (mode: 'End') => void;
}
export interface WordRange extends Loadable {
  text: string;
  insertText: (text: string, where: Place) => WordRange;
  insertContentControl: () => WordControl;
  insertField: (where: Place, type: 'MergeField', text: string, removeFormatting: boolean) => WordField;
  select: (mode: 'End') => void;
  delete: () => void;
}
export interface Later<T> {
  value: T;
}
export interface Critique {
  colorScheme: 'Blue';
  start: number;
  length: number;
}
export interface WordParagraph {
  text: string;
  insertAnnotations: (set: { critiques: Critique[] }) => Later<string[]>;
}
export interface WordBody extends Loadable {
  text: string;
  paragraphs: Loadable & { items: WordParagraph[] };
  getOoxml: () => Later<string>;
}
/** An event of the document; `add` takes effect with the next `sync`. */
export interface WordEvent {
  add: (act: () => Promise<void>) => WordHandler;
}
export interface WordHandler {
  context: unknown;
  remove: () => void;
}
export interface WordDocument {
  body: WordBody;
  getSelection: () => WordRange;
  getAnnotationById: (id: string) => { delete: () => void };
  onParagraphAdded: WordEvent;
  onParagraphChanged: WordEvent;
  onParagraphDeleted: WordEvent;
}
export interface WordContext {
  document: WordDocument;
  sync: () => Promise<void>;
}
/** `Word.run`; with a handler's context it works in that one. */
export interface WordRun {
  <T>(batch: (context: WordContext) => Promise<T>): Promise<T>;
  <T>(context: unknown, batch: (context: WordContext) => Promise<T>): Promise<T>;
}

/** Whether this Word knows a requirement set, such as WordApi 1.5. */
export type HasSet = (name: 'WordApi', version: string) => boolean;
