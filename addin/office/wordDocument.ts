/** The open Word document as bytes: its file, or, where Word hands out none, its text as one XML document ("flat OPC"). */
import type { WordRun } from './wordModel.ts';

export interface OpenDocument {
  name: string;
  content: Blob;
}
export type ReadDocument = { ok: true; document: OpenDocument } | { ok: false; reason: 'busy' | 'refused'; detail: string };

/** What of `Office.context.document` is needed; a Word without files to hand out lacks `getFileAsync`. */
export interface FileSource {
  url?: string | null;
  getFileAsync?: (type: string, options: { sliceSize: number }, done: (result: OfficeResult<OfficeFile>) => void) => void;
}
interface OfficeResult<T> {
  status: string;
  value: T;
  error?: { code: number; message: string };
}
export interface OfficeFile {
  size: number;
  sliceCount: number;
  getSliceAsync: (index: number, done: (result: OfficeResult<{ data: number[] | Uint8Array }>) => void) => void;
  closeAsync: (done?: () => void) => void;
}

/** The greatest slice Office hands out (4 MB); iPad takes at most 64 KB. Source: Office.Document.getFileAsync. */
const SLICE_BYTES = 4 * 1024 * 1024;
const SLICE_BYTES_IPAD = 64 * 1024;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * Reads the whole file. Office keeps at most two files open per document, so it is closed on every way out; otherwise
 * the third reading fails until the document is opened anew.
 */
export async function readOpenDocument(source: FileSource, platform: string | null): Promise<ReadDocument> {
  const sliceSize = platform === 'iOS' ? SLICE_BYTES_IPAD : SLICE_BYTES;
  if (!source.getFileAsync) return { ok: false, reason: 'refused', detail: 'getFileAsync is missing' };
  const opened = await answerOf<OfficeFile>((done) => source.getFileAsync?.('compressed', { sliceSize }, done));
  if (opened.status !== 'succeeded') return refused(opened.error);
  const file = opened.value;
  try {
    const slices: Uint8Array<ArrayBuffer>[] = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      const slice = await answerOf<{ data: number[] | Uint8Array }>((done) => file.getSliceAsync(index, done));
      if (slice.status !== 'succeeded') return refused(slice.error);
      slices.push(Uint8Array.from(slice.value.data));
    }
    return { ok: true, document: { name: documentName(source.url ?? ''), content: new Blob(slices, { type: DOCX }) } };
  } finally {
    await new Promise<void>((resolve) => {
      file.closeAsync(() => resolve());
    });
  }
}

/**
 * The text as flat OPC, which the server reads as it reads a .docx. It lacks only what belongs to the file, such as its settings.
 * Null: this does not work either.
 */
export async function readFlatDocument(source: FileSource, run: WordRun): Promise<OpenDocument | null> {
  try {
    const xml = await run(async (context) => {
      const answer = context.document.body.getOoxml();
      await context.sync();
      return answer.value;
    });
    return { name: documentName(source.url ?? ''), content: new Blob([xml], { type: DOCX }) };
  } catch {
    return null;
  }
}

/** The last part of a path or address, with a Word ending; a document that was never saved has no name yet. */
export function documentName(url: string): string {
  const last = url.split(/[?#]/)[0]?.split(/[\\/]/).pop() ?? '';
  const name = decode(last).trim();
  if (name === '') return 'Document.docx';
  return /\.(docx|docm|dotx|dotm|doc)$/i.test(name) ? name : `${name}.docx`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function answerOf<T>(ask: (done: (result: OfficeResult<T>) => void) => void): Promise<OfficeResult<T>> {
  return new Promise((resolve) => {
    ask(resolve);
  });
}

function refused(error: { code: number; message: string } | undefined): ReadDocument {
  // 5001/5012: internal error or too many open files; the document is busy and the next attempt usually succeeds.
  const busy = error?.code === 5001 || error?.code === 5012;
  return { ok: false, reason: busy ? 'busy' : 'refused', detail: error ? `${error.code} ${error.message}` : 'no reason given' };
}
