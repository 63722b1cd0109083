/** Makes a link with which somebody else connects their mailbox, shows it once, and lists the links so far. */
import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { Choice } from '../../shared/api/apps.ts';
import { createLink, listLinks } from '../../shared/api/links.ts';
import type { Output } from '../../shared/api/route.ts';
import { type Loaded, useAction, useLoaded } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatMoment } from '../ui/format.ts';
import { Note } from '../ui/Panel.tsx';
import { Problem, SmallProblem } from '../ui/Problem.tsx';
import { LongText } from '../ui/LongText.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { LinkList } from './LinkList.tsx';

const NOTE_MAX = 300;
const LOOK_MS = 6000;
const words = mailboxTexts.links;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalS} 0` },
});

export function AskByLink({ choices, onConnected }: { choices: readonly Choice[]; onConnected: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  const links = useLoaded(listLinks);
  const [made, setMade] = useState<Output<typeof createLink> | null>(null);
  useUsedLinks(links, onConnected);
  const onMade = (link: Output<typeof createLink>) => {
    setMade(link);
    links.reload();
  };
  return (
    <div className={styles.body}>
      <p className={prose.small}>{words.what}</p>
      <LinkForm choices={choices} onMade={onMade} />
      {made ? <MadeLink made={made} /> : null}
      {links.failure ? <Problem failure={links.failure} onRetry={links.reload} /> : null}
      <LinkList links={links.value?.links ?? []} onChanged={links.reload} />
    </div>
  );
}

/** Looks while a link is open, and at once when somebody comes back to this window: the other person uses it elsewhere. */
function useUsedLinks({ value, reload }: Loaded<Output<typeof listLinks>>, onConnected: () => void): void {
  const open = value?.links.some(({ status }) => status === 'open') ?? false;
  const used = value?.links.filter(({ status }) => status === 'used').length ?? null;
  const known = useRef<number | null>(null);
  useEffect(() => {
    if (known.current !== null && used !== null && used > known.current) onConnected();
    known.current = used;
  }, [used, onConnected]);
  useEffect(() => {
    if (!open) return undefined;
    const timer = setInterval(reload, LOOK_MS);
    window.addEventListener('focus', reload);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', reload);
    };
  }, [open, reload]);
}

function LinkForm({ choices, onMade }: { choices: readonly Choice[]; onMade: (made: Output<typeof createLink>) => void }) {
  const prose = useProse();
  const { newKey } = usePane();
  const create = useAction(createLink);
  const [note, setNote] = useState('');
  const [providerKey, setProviderKey] = useState('');
  const make = async () => {
    const body = { ...(note.trim() && { note: note.trim() }), ...(providerKey && { providerKey }) };
    const answer = await create.run({ body }, { idempotencyKey: newKey() });
    if (!answer.ok) return;
    setNote('');
    onMade(answer.value);
  };
  return (
    <div className={prose.stack}>
      <Field label={words.note} hint={words.noteHint}>
        <LongText value={note} maxLength={NOTE_MAX} rows={2} onChange={setNote} />
      </Field>
      {choices.length > 1 ? (
        <Field label={words.kind}>
          <Select value={providerKey} onChange={(_, data) => setProviderKey(data.value)}>
            <option value="">{words.any}</option>
            {choices.map((choice) => (
              <option key={choice.key} value={choice.key}>
                {choice.name}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <div>
        <Button disabledFocusable={create.busy} onClick={() => void make()}>
          {create.busy ? words.creating : words.create}
        </Button>
      </div>
      {create.failure ? <SmallProblem failure={create.failure} /> : null}
    </div>
  );
}

function MadeLink({ made }: { made: Output<typeof createLink> }) {
  const prose = useProse();
  const { now } = usePane();
  return (
    <Note tone="good" live="answer">
      <p className={prose.p}>{words.made}</p>
      <Input readOnly aria-label={words.address} value={made.url} onFocus={(event) => event.target.select()} />
      <div className={prose.wrap}>
        <CopyButton text={made.url} label={words.copy} />
      </div>
      <p className={prose.small}>{words.until(formatMoment(made.link.expiresAt, now()))}</p>
    </Note>
  );
}
