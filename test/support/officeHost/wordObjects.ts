/** The objects that `Word.run` works on, over an open document: what Word on the web can do of what the add-in uses. */
import { type WordDocument, escapedXml, runOf } from './aWordDocument.ts';
import { RichError } from './runRichApi.ts';

type Thing = Record<string, unknown>;

/** @param changed tells whoever listens that the text is another one. */
export function wordObjects(document: WordDocument, changed: () => void = () => undefined): Thing {
  const paragraphs = () => ({ items: document.paragraphs().map((words, index) => paragraphOf(document, words, index)) });
  return {
    saved: true,
    save: () => null,
    properties: { title: '' },
    getSelection: () => rangeOf(document, changed),
    getAnnotationById: (id: string) => annotationOf(document, id),
    body: {
      get text() {
        return document.paragraphs().join('\r');
      },
      get paragraphs() {
        return paragraphs();
      },
      getOoxml: () => flatOpc(document),
    },
  };
}

/** Where the cursor is; nothing is selected. */
function rangeOf(document: WordDocument, changed: () => void): Thing {
  const insertText = (words: string) => {
    const piece = pieceOf(document, words);
    document.insert(piece);
    changed();
    return piece.range;
  };
  return {
    text: '',
    select: () => null,
    insertText,
    insertContentControl: () => {
      throw new RichError('GeneralException', 'A control needs something to stand around');
    },
    insertField: () => {
      throw new RichError('NotImplemented', 'Word on the web does not insert this type of field');
    },
  };
}

/** Words that were put in, and the control that may be laid around them. */
function pieceOf(document: WordDocument, words: string): { range: Thing; xml: () => string } {
  let control: Thing | null = null;
  let gone = false;
  const range: Thing = {
    text: words,
    select: () => null,
    delete: () => {
      gone = true;
      return null;
    },
    insertContentControl: () => {
      if (!document.takesControls) throw new RichError('GeneralException', 'No control can stand here');
      control = { tag: '', title: '', appearance: 'BoundingBox', text: words, getRange: () => range, select: () => null };
      return control;
    },
  };
  return { range, xml: () => (gone ? '' : control ? controlXml(control, words) : runOf(words)) };
}

function controlXml({ tag, title }: Thing, words: string): string {
  const properties = `<w:alias w:val="${escapedXml(String(title))}"/><w:tag w:val="${escapedXml(String(tag))}"/>`;
  return `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${runOf(words)}</w:sdtContent></w:sdt>`;
}

function paragraphOf(document: WordDocument, words: string, index: number): Thing {
  return {
    text: words,
    insertAnnotations: ({ critiques }: { critiques: { start: number; length: number }[] }) =>
      critiques.map(({ start, length }) => {
        const id = `annotation-${index}-${start}`;
        document.marks.set(id, words.slice(start, start + length));
        return id;
      }),
  };
}

function annotationOf(document: WordDocument, id: string): Thing {
  if (!document.marks.has(id)) throw new RichError('ItemNotFound', `No annotation ${id}`);
  return { delete: () => void document.marks.delete(id) };
}

/** Flat OPC with the main part only: enough for whoever reads the text from it. */
function flatOpc(document: WordDocument): string {
  const part = document.xml().replace(/^<\?xml[^>]*\?>\s*/, '');
  return (
    '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml" ' +
    'pkg:contentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml">' +
    `<pkg:xmlData>${part}</pkg:xmlData></pkg:part></pkg:package>`
  );
}
