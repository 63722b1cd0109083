/**
 * An open Word document: a real .docx whose text can be added to at the cursor. What the add-in puts in stands in the file that
 * is read next, so a test sees what the mail will be made of.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const MAIN = 'word/document.xml';

/** Something that was put in after the document was opened; its XML is asked for when the file is made. */
export interface Inserted {
  xml(): string;
}

export interface WordDocument {
  /** Its address, as Office tells it. */
  url: string;
  /** What was saved in the document for the add-in. */
  settings: Record<string, string>;
  /** Marks that annotations show on the screen: id → the words under it. */
  marks: Map<string, string>;
  /** False: no content control can stand where the cursor is, as inside one for plain text. */
  takesControls: boolean;
  /** The file as it would be saved now. */
  bytes(): Uint8Array;
  /** `word/document.xml` as it would be saved now. */
  xml(): string;
  paragraphs(): string[];
  /** The person clicks behind these words, which stand in one run. */
  clickBehind(words: string): void;
  /** At the cursor, which stands behind it afterwards. */
  insert(piece: Inserted): void;
  /** Types at the cursor. */
  type(words: string): void;
}

export function aWordDocument(file: Uint8Array, url = 'https://contoso.example/Documents/Letter.docx'): WordDocument {
  const parts = unzipSync(file);
  const inserted: Inserted[] = [];
  let text = strFromU8(parts[MAIN] ?? new Uint8Array());
  let cursor = text.lastIndexOf('</w:p>');
  const insert = (piece: Inserted) => {
    const mark = `<!--${inserted.push(piece) - 1}-->`;
    text = text.slice(0, cursor) + mark + text.slice(cursor);
    cursor += mark.length;
  };
  const xml = () => text.replaceAll(/<!--(\d+)-->/g, (_, index: string) => inserted[Number(index)]?.xml() ?? '');
  return {
    url,
    settings: {},
    marks: new Map(),
    takesControls: true,
    xml,
    bytes: () => zipSync({ ...parts, [MAIN]: strToU8(xml()) }),
    paragraphs: () => paragraphsIn(xml()),
    clickBehind: (words) => {
      const at = text.indexOf(escapedXml(words));
      if (at < 0) throw new Error(`“${words}” does not stand in the document`);
      cursor = text.indexOf('</w:r>', at) + '</w:r>'.length;
    },
    insert,
    type: (words) => insert({ xml: () => runOf(words) }),
  };
}

export function escapedXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function runOf(text: string): string {
  return `<w:r><w:t xml:space="preserve">${escapedXml(text)}</w:t></w:r>`;
}

/** The words that stand on the page: results of fields, not their codes. */
function paragraphsIn(xml: string): string[] {
  const plain = (inside: string) =>
    [...inside.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words = '']) => words).join('');
  return [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) => unescapedXml(plain(paragraph)));
}

function unescapedXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
