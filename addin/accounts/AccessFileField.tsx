/** A file in place of typing: chosen or dropped. Says what it took and what it left out; the secrets themselves are not shown. */
import type { DragEvent } from 'react';
import { useState } from 'react';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import { FileButton } from '../ui/DropZone.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { readAccessFile } from '../../shared/api/readAccessFile.ts';

const words = mailboxTexts.bring;
/** What the form shows itself. */
const SHOWN = new Set(['provider', 'clientId', 'clientSecret', 'refreshToken', 'tenant', 'emailAddress', 'fromName']);

export function AccessFileField({ onValues }: { onValues: (values: ImportBody) => void }) {
  const prose = useProse();
  const [told, setTold] = useState<string[]>([]);
  const take = async (file: File) => {
    const read = readAccessFile(await file.text());
    if (!read.ok) {
      setTold([words.fileWrong]);
      return;
    }
    onValues(read.values);
    const more = Object.keys(read.values).filter((name) => !SHOWN.has(name));
    setTold([
      ...(more.length > 0 ? [words.fileMore(more.join(', '))] : []),
      ...(read.unknown.length > 0 ? [words.fileUnknown(read.unknown.join(', '))] : []),
    ]);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) void take(file);
  };
  return (
    <div className={prose.tight} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <div className={prose.row}>
        <FileButton small label={words.file} accept=".json,application/json" onFile={(file) => void take(file)} />
        <span className={prose.small}>{words.fileHint}</span>
      </div>
      <div role="status">
        {told.map((line) => (
          <p key={line} className={prose.small}>
            {line}
          </p>
        ))}
      </div>
    </div>
  );
}
