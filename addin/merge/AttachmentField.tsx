/** Files that go to everybody. */
import { Button } from '@fluentui/react-components';
import { Attach24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ATTACHMENTS_MAX } from '../../shared/api/campaigns.ts';
import { ATTACHMENT_BYTES_MAX } from '../../shared/api/send.ts';
import { ownFailure } from '../api/call.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import { FileButton } from '../ui/DropZone.tsx';
import { FileCard } from '../ui/FileCard.tsx';
import { formatBytes } from '../ui/format.ts';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

export function AttachmentField({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const [tooLarge, setTooLarge] = useState(false);
  const limit = formatBytes(ATTACHMENT_BYTES_MAX);
  const { attachments } = draft;
  const take = async (file: File) => {
    setTooLarge(file.size > ATTACHMENT_BYTES_MAX);
    if (file.size > ATTACHMENT_BYTES_MAX) return;
    const contentType = file.type || 'application/octet-stream';
    await work.change('change', async (now) => ({
      attachments: [...staying(now?.attachments), { name: file.name, contentBytes: await fileToBase64(file), contentType }],
    }));
  };
  const onFile = (file: File) => void take(file);
  const remove = (at: number) =>
    void work.change('change', { attachments: staying(attachments.filter((_, index) => index !== at)) });
  return (
    <section className={prose.tight} aria-label={mergeTexts.check.attachment}>
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
            <Button size="small" aria-label={mergeTexts.check.detachFile(file.name)} onClick={() => remove(index)}>
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
