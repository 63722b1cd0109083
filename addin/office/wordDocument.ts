/** The open Word document as bytes: its file, or, where Word hands out none, its text as one XML document ("flat OPC"). */
import { type Asked, askOffice, type OfficeAnswer, SHORT_PATIENCE_MS } from './askOffice.ts';
import type { Pause } from './awaitWithin.ts';
import type { WordRun } from './wordModel.ts';

export interface OpenDocument {
  name: string;
  content: Blob;
}
/** `busy`: the next attempt usually succeeds. `silent`: Office did not answer in time. `detail` is Office's own code and words. */
export type ReadDocument =
  | { ok: true; document: OpenDocument }
  | { ok: false; reason: 'busy' | 'refused' | 'silent'; detail: string };

/** What of `Office.context.document` is needed; a Word without files to hand out lacks `getFileAsync`. */
export interface FileSource {
  url?: string | null;
  getFileAsync?: (type: string, options: { sliceSize: number }, done: (answer: OfficeAnswer<OfficeFile>) => void) => void;
}
export interface OfficeFile {
  size: number;
  sliceCount: number;
  getSliceAsync: (index: number, done: (answer: OfficeAnswer<{ data: number[] | Uint8Array }>) => void) => void;
  closeAsync: (done?: () => void) => void;
}

/** The greatest slice Office hands out (4 MB); iPad takes at most 64 KB. Source: Office.Document.getFileAsync. */
const SLICE_BYTES = 4 * 1024 * 1024;
const SLICE_BYTES_IPAD = 64 * 1024;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * Reads the whole file. Office keeps at most two files open per document, so it is closed on every way out, also where it is
 * handed over too late; otherwise the third reading fails until the document is opened anew.
 */
export async function readOpenDocument(source: FileSource, platform: string | null, pause: Pause): Promise<ReadDocument> {
  const sliceSize = platform === 'iOS' ? SLICE_BYTES_IPAD : SLICE_BYTES;
  if (!source.getFileAsync) return { ok: false, reason: 'refused', detail: 'getFileAsync is missing' };
  const opened = await askOffice<OfficeFile>(pause, (done) => source.getFileAsync?.('compressed', { sliceSize }, done), {
    late: (file) => file.closeAsync(),
  });
  if (!opened.ok) return refused(opened);
  const file = opened.value;
  try {
    const slices: Uint8Array<ArrayBuffer>[] = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      const slice = await askOffice<{ data: number[] | Uint8Array }>(pause, (done) => file.getSliceAsync(index, done));
      if (!slice.ok) return refused(slice);
      slices.push(Uint8Array.from(slice.value.data));
    }
    return { ok: true, document: { name: documentName(source.url ?? ''), content: new Blob(slices, { type: DOCX }) } };
  } finally {
    await askOffice<void>(pause, (done) => file.closeAsync(() => done({ status: 'succeeded', value: undefined })), {
      ms: SHORT_PATIENCE_MS,
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

/**
 * What passes by itself: an error inside Word, a call that took too long, too many at once, a limit for a while, another pane that has
 * the same file open, a bad connection. Source: the error numbers of office.js 1.1.110.
 */
const PASSES = [5001, 5011, 5100, 5102, 11_000, 11_001];

function refused({ silent, code, detail }: Asked<unknown> & { ok: false }): ReadDocument {
  if (silent) return { ok: false, reason: 'silent', detail };
  return { ok: false, reason: code !== null && PASSES.includes(code) ? 'busy' : 'refused', detail };
}
