/** Step 1: the open document in Word, a dropped .docx elsewhere. */
import { Button, Field } from '@fluentui/react-components';
import { DocumentText48Regular, DocumentText24Regular } from '@fluentui/react-icons';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { LETTER_BYTES_MAX } from '../../shared/api/campaigns.ts';
import { usePane } from '../session/usePane.ts';
import { Tick } from '../ui/Choice.tsx';
import { DropZone, FileButton } from '../ui/DropZone.tsx';
import { FieldChip } from '../ui/FieldChip.tsx';
import { FileCard } from '../ui/FileCard.tsx';
import { formatBytes, formatMoment } from '../ui/format.ts';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { draftTexts } from '../ui/texts/draftTexts.ts';
import { letterTexts } from '../ui/texts/letterTexts.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { InsertFields } from './InsertFields.tsx';
import { LeftBehind } from './LeftBehind.tsx';
import { MarkFields } from './MarkFields.tsx';
import { RemarkList } from './RemarkList.tsx';
import type { DraftWork } from './useDraft.ts';
import type { LetterWork } from './useLetter.ts';
import type { WithLetter } from './wizard.ts';
import { hasLetter, letterName } from './wizard.ts';

const ACCEPT = '.docx,.docm,.dotx,.dotm,application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function LetterStep({ draft, work, letter }: { draft: Campaign | null; work: DraftWork; letter: LetterWork }) {
  const prose = useProse();
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

function Choose({ letter, busy }: { letter: LetterWork; busy: string | null }) {
  const { read, words } = letter;
  const { host } = usePane();
  const waiting = letter.reading ? (words?.reading ?? null) : busy;
  return (
    <>
      {read && words && !waiting ? (
        <Button appearance="primary" onClick={read}>
          {words.readNow}
        </Button>
      ) : null}
      {host.name === 'outlook' && !words ? <Elsewhere /> : null}
      <DropZone
        icon={<DocumentText48Regular aria-hidden="true" />}
        title={words ? letterTexts.another : mergeTexts.letter.drop}
        choose={mergeTexts.letter.choose}
        hint={`${mergeTexts.letter.hint} ${formatBytes(LETTER_BYTES_MAX)}`}
        accept={ACCEPT}
        busy={waiting}
        onFile={letter.take}
      />
    </>
  );
}

/** Outlook, beside a mail that is only read or beside nothing. */
function Elsewhere() {
  const prose = useProse();
  return (
    <Note tone="info">
      <p className={prose.p}>{draftTexts.elsewhere}</p>
    </Note>
  );
}

interface LetterProps {
  draft: WithLetter;
  letter: LetterWork;
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
        name={letterName(name)}
        line={[formatBytes(bytes), mergeTexts.letter.fields(fields.length), read].filter(Boolean).join(' · ')}
        busy={busy || letter.reading}
        onDropFile={letter.take}
        action={<LetterAction letter={letter} />}
      />
      {draft.letter.kind === 'html' && letter.words && !letter.another ? <p className={prose.small}>{draftTexts.taken}</p> : null}
      {letter.news ? (
        <p className={prose.small} role="status">
          {letter.news}
        </p>
      ) : null}
      <Fields draft={draft} letter={letter} />
      {draft.list ? <InsertFields headers={draft.list.headers} letter={letter} /> : null}
      {!draft.list && letter.insert && fields.length > 0 ? <p className={prose.small}>{letterTexts.insert.later}</p> : null}
      <MarkFields marks={letter.marks} />
      {draft.letter.letterhead === 'none' ? null : (
        <Field hint={optionTexts.letter.letterheadHint}>
          <Tick
            label={optionTexts.letter.letterhead}
            checked={draft.merge.letterhead}
            onTick={(letterhead) => work.change('letter', { merge: { letterhead } })}
          />
        </Field>
      )}
      <LeftBehind letter={letter} />
      <RemarkList title={mergeTexts.letter.remarks(remarks.length)} remarks={remarks} />
      <RemarkList
        title={letterTexts.remarks(letter.remarks.length)}
        remarks={letter.remarks.map((text) => ({ code: text, text }))}
      />
    </>
  );
}

/** In Office the open letter is read again; what was read before the pane knew of it may have been another one. */
function LetterAction({ letter }: { letter: LetterWork }) {
  const { read, words, readAt, changed, another } = letter;
  if (!read || !words) return <FileButton small label={mergeTexts.letter.again} accept={ACCEPT} onFile={letter.take} />;
  return (
    <Button size="small" appearance={changed ? 'primary' : 'secondary'} onClick={read}>
      {another ? letterTexts.other.instead : readAt === null ? words.readNow : letterTexts.readAgain}
    </Button>
  );
}

function Fields({ draft, letter }: { draft: WithLetter; letter: LetterWork }) {
  const prose = useProse();
  const { fields } = draft.letter;
  if (fields.length > 0)
    return (
      <div className={prose.wrap} role="group" aria-label={mergeTexts.check.fields}>
        {fields.map((field) => (
          <FieldChip key={field} name={field} />
        ))}
      </div>
    );
  const { noFields, noFieldsNow } = letterTexts.insert;
  const inOffice = draft.list ? noFieldsNow : noFields;
  return (
    <Note tone="warn">
      <p className={prose.p}>{letter.insert ? inOffice : mergeTexts.letter.noFields}</p>
    </Note>
  );
}
