/** Word's side of the wire: the open file in slices, settings kept in the document, and the batches of `Word.run`. */
import type { WordDocument } from './aWordDocument.ts';
import type { OfficeQuestion } from './hostWire.ts';
import { type RichBatch, runRichApi } from './runRichApi.ts';

/** Numbers of the old document calls (`OSF.DDA.MethodDispId`). */
const CALL = { loadSettings: 75, saveSettings: 76, openFile: 77, slice: 80, closeFile: 81, fileProperties: 86, batch: 93 };
/** What Office answers while it keeps two files open already: ooeFileTypeNotSupported's neighbour, “too many open files”. */
const TOO_MANY_FILES = 5012;
const UNKNOWN_CALL = 5000;
const OPEN_AT_MOST = 2;

interface DdaCall {
  DdaMethod: { DispatchId: number };
  ArrayData?: unknown[];
  DdaSettingsMethod?: { Properties?: Record<string, string> };
  /** By number: 0 type of file, 1 size of a slice, 2 handle, 3 index. */
  [parameter: number]: number;
}

interface OpenFile {
  bytes: Uint8Array;
  sliceSize: number;
}

export interface WordSide {
  answer: (question: OfficeQuestion) => unknown;
  /** Files that were opened and not closed again. */
  openFiles: () => number;
  /** Every batch of `Word.run`, as it came. */
  batches: RichBatch[];
}

export function wordSide(document: WordDocument, objects: Record<string, unknown>): WordSide {
  const files = new Map<number, OpenFile>();
  const batches: RichBatch[] = [];
  const kept = new Map<string, unknown>();
  let handles = 0;
  const open = (sliceSize: number) => {
    if (files.size >= OPEN_AT_MOST) return refused(TOO_MANY_FILES);
    const bytes = document.bytes();
    files.set((handles += 1), { bytes, sliceSize });
    return done({ 0: handles, 1: bytes.length });
  };
  const slice = (handle: number, index: number) => {
    const file = files.get(handle);
    if (!file) return refused(UNKNOWN_CALL);
    const data = file.bytes.slice(index * file.sliceSize, (index + 1) * file.sliceSize);
    return done({ 0: [...data], 1: data.length });
  };
  const run = (batch: RichBatch) => {
    batches.push(batch);
    return done({ Data: runRichApi(batch, objects, kept) });
  };
  const answer = ({ data }: OfficeQuestion) => {
    const call = data as DdaCall;
    switch (call.DdaMethod.DispatchId) {
      case CALL.batch:
        return run(JSON.parse(String(call.ArrayData?.[4])) as RichBatch);
      case CALL.openFile:
        return open(call[1] ?? 0);
      case CALL.slice:
        return slice(call[2] ?? 0, call[3] ?? 0);
      case CALL.closeFile:
        files.delete(call[2] ?? 0);
        return done({});
      case CALL.fileProperties:
        return done({ Properties: { Url: document.url } });
      case CALL.saveSettings:
        document.settings = call.DdaSettingsMethod?.Properties ?? {};
        return done({});
      case CALL.loadSettings:
        return done({ Properties: document.settings });
      default:
        return refused(UNKNOWN_CALL);
    }
  };
  return { answer, openFiles: () => files.size, batches };
}

const done = (more: object) => ({ Error: 0, Version: 1, ...more });
const refused = (code: number) => ({ Error: code, Version: 1 });
