/** Step 1: the open document in Word, a dropped .docx elsewhere. */
import { Button, Checkbox, Field } from '@fluentui/react-components';
import { DocumentText48Regular, DocumentText24Regular } from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { LETTER_BYTES_MAX } from '../../shared/api/campaigns.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import { usePane } from '../session/usePane.ts';
import { DropZone, FileButton } from '../ui/DropZone.tsx';
import { FieldChip } from '../ui/FieldChip.tsx';
import { FileCard } from '../ui/FileCard.tsx';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { RemarkList } from './RemarkList.tsx';
import type { DraftWork } from './useDraft.ts';
import type { WithLetter } from './wizard.ts';
import { hasLetter } from './wizard.ts';

const ACCEPT = '.docx,.docm,.dotx,.dotm,application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function LetterStep({ draft, work }: { draft: Campaign | null; work: DraftWork }) {
  const prose = useProse();
  const letter = useLetter(work);
  const busy = work.state.work.kind === 'busy' && (work.state.work.what === 'letter' || work.state.work.what === 'open');
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.letter.heading}</h2>
      {draft && hasLetter(draft) ? (
        <Letter draft={draft} letter={letter} busy={busy} work={work} />
      ) : (
        <Choose letter={letter} busy={busy ? mergeTexts.letter.reading : null} />
      )}
      {letter.trouble ? (
        <Note tone="warn" live>
          <p className={prose.p}>{letter.trouble}</p>
        </Note>
      ) : null}
    </>
  );
}

type LetterUse = ReturnType<typeof useLetter>;

function Choose({ letter, busy }: { letter: LetterUse; busy: string | null }) {
  return (
    <>
      <DropZone
        icon={<DocumentText48Regular aria-hidden="true" />}
        title={letter.read ? mergeTexts.letter.readNow : mergeTexts.letter.drop}
        choose={mergeTexts.letter.choose}
        hint={`${mergeTexts.letter.hint} ${formatBytes(LETTER_BYTES_MAX)}`}
        accept={ACCEPT}
        busy={letter.reading ? mergeTexts.letter.readingDocument : busy}
        onFile={letter.take}
      />
      {letter.read ? <Button onClick={letter.read}>{mergeTexts.letter.readNow}</Button> : null}
    </>
  );
}

interface LetterProps {
  draft: WithLetter;
  letter: LetterUse;
  busy: boolean;
  work: DraftWork;
}

function Letter({ draft, letter, busy, work }: LetterProps) {
  const prose = useProse();
  const { now } = usePane();
  const { fields, remarks, name, bytes } = draft.letter;
  const read =
    letter.readAt === null ? null : mergeTexts.letter.readAt(formatMoment(new Date(letter.readAt).toISOString(), now()));
  return (
    <>
      <FileCard
        icon={<DocumentText24Regular aria-hidden="true" />}
        name={name}
        line={[formatBytes(bytes), mergeTexts.letter.fields(fields.length), read].filter(Boolean).join(' · ')}
        busy={busy || letter.reading}
        onDropFile={letter.take}
        action={
          letter.read ? (
            <Button size="small" onClick={letter.read}>
              {mergeTexts.letter.readAgain}
            </Button>
          ) : (
            <FileButton small label={mergeTexts.letter.again} accept={ACCEPT} onFile={letter.take} />
          )
        }
      />
      {fields.length === 0 ? (
        <Note tone="warn">
          <p className={prose.p}>{mergeTexts.letter.noFields}</p>
        </Note>
      ) : (
        <div className={prose.wrap} role="group" aria-label={mergeTexts.check.fields}>
          {fields.map((field) => (
            <FieldChip key={field} name={field} />
          ))}
        </div>
      )}
      {draft.letter.letterhead === 'none' ? null : (
        <Field hint={optionTexts.letter.letterheadHint}>
          <Checkbox
            label={optionTexts.letter.letterhead}
            checked={draft.merge.letterhead}
            onChange={(_, data) => void work.change('letter', { merge: { letterhead: data.checked === true } })}
          />
        </Field>
      )}
      <RemarkList title={mergeTexts.letter.remarks(remarks.length)} remarks={remarks} />
    </>
  );
}

/** Where the letter comes from. In Word the open document is read at once: nobody opens the pane for another one. */
function useLetter(work: DraftWork) {
  const { readDocument, now } = usePane();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const [readAt, setReadAt] = useState<number | null>(null);
  const { change } = work;
  const upload = useCallback(
    async (name: string, content: Blob) => {
      setTrouble(null);
      const done = await change('letter', async () => ({ letter: { name, contentBytes: await fileToBase64(content) } }));
      if (done) setReadAt(now());
    },
    [change, now],
  );
  const readOpen = useCallback(async () => {
    if (!readDocument) return;
    setTrouble(null);
    setReading(true);
    const answer = await readDocument();
    setReading(false);
    if (answer.ok) await upload(answer.document.name, answer.document.content);
    else setTrouble(answer.reason === 'busy' ? mergeTexts.letter.busy : mergeTexts.letter.refused);
  }, [readDocument, upload]);
  const firstTime = useRef(work.fresh && work.state.draft === null && work.state.work.kind === 'idle');
  useEffect(() => {
    if (firstTime.current) void readOpen();
    firstTime.current = false;
  }, [readOpen]);
  return {
    trouble,
    reading,
    readAt,
    take: (file: File) => void upload(file.name, file),
    read: readDocument ? () => void readOpen() : null,
  };
}
