/** Files that go to everybody. */
import { Button } from '@fluentui/react-components';
import { Attach24Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { ATTACHMENTS_MAX } from '../../shared/api/campaigns.ts';
import { ownFailure } from '../api/call.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import { FileButton } from '../ui/DropZone.tsx';
import { FileCard } from '../ui/FileCard.tsx';
import { formatBytes, formatMost } from '../ui/format.ts';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

export function AttachmentField({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const place = useRef<HTMLElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const { attachments, check } = draft;
  const limit = formatMost(check.roomForFiles);
  const take = async (file: File) => {
    setTooLarge(file.size > check.roomForFiles);
    if (file.size > check.roomForFiles) return;
    const contentType = file.type || 'application/octet-stream';
    await work.change('change', async (now) => ({
      attachments: [...staying(now?.attachments), { name: file.name, contentBytes: await fileToBase64(file), contentType }],
    }));
  };
  const onFile = (file: File) => void take(file);
  const remove = (id: string) => {
    // The button that was pressed goes away with its file.
    place.current?.focus();
    void work.change('change', (now) => ({ attachments: staying(without(now?.attachments, id)) }));
  };
  return (
    <section
      ref={place}
      tabIndex={-1}
      style={{ outline: 'none' }}
      className={prose.tight}
      aria-label={mergeTexts.check.attachment}
    >
      <h3 className={prose.h3}>{mergeTexts.check.attachment}</h3>
      {attachments.map((file, index) => (
        <FileCard
          key={`${file.id} ${index}`}
          icon={<Attach24Regular aria-hidden="true" />}
          name={file.name}
          line={formatBytes(file.bytes)}
          busy={false}
          onDropFile={onFile}
          action={
            <Button size="small" aria-label={mergeTexts.check.detachFile(file.name)} onClick={() => remove(file.id)}>
              {mergeTexts.check.detach}
            </Button>
          }
        />
      ))}
      {attachments.length < ATTACHMENTS_MAX ? (
        <div className={prose.row}>
          <FileButton small label={mergeTexts.check.attach} accept="" onFile={onFile} />
          <span className={prose.small}>{`${mergeTexts.check.attachHint} ${limit}`}</span>
        </div>
      ) : (
        <p className={prose.small}>{mergeTexts.check.attachMost(ATTACHMENTS_MAX)}</p>
      )}
      {tooLarge ? (
        <SmallProblem failure={{ ...ownFailure('TOO_LARGE'), sentence: mergeTexts.check.attachTooLarge(limit) }} />
      ) : null}
    </section>
  );
}

/** Files that are there already are named, not sent once more. */
function staying(files: Filled['attachments'] = []): { id: string }[] {
  return files.map(({ id }) => ({ id }));
}

/** The same file may be there twice: one of them goes. */
function without(files: Filled['attachments'] = [], id: string): Filled['attachments'] {
  const at = files.findIndex((file) => file.id === id);
  return at < 0 ? files : files.toSpliced(at, 1);
}
