/** The subject, with fields, and how it looks for the first person. */
import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { RememberedSubject } from '../session/paneStorage.ts';
import { SUBJECT_MEMORY } from '../session/paneStorage.ts';
import { usePane } from '../session/usePane.ts';
import { FieldChip } from '../ui/FieldChip.tsx';
import { Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { sampleSubject } from './sampleSubject.ts';
import type { Filled } from './wizard.ts';

const SUBJECT_MAX = 255;

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXS },
  sample: { overflowWrap: 'anywhere' },
});

export function SubjectField({ draft, onSave }: { draft: Filled; onSave: (subject: string) => void }) {
  const styles = useStyles();
  const prose = useProse();
  const input = useRef<HTMLInputElement>(null);
  const { storage } = usePane();
  // Typed before the pane closed or the session ended, and never saved: it is not lost.
  const [unsaved] = useState(() => {
    const kept = storage.read(SUBJECT_MEMORY) as RememberedSubject | null;
    return kept?.id === draft.id ? kept.text : null;
  });
  const typed = useTyped(draft.subject, onSave, unsaved);
  const type = (text: string) => {
    storage.write(SUBJECT_MEMORY, { id: draft.id, text } satisfies RememberedSubject);
    typed.type(text);
  };
  const sample = sampleSubject(typed.text, draft);
  const insert = (column: string) => {
    const at = input.current?.selectionStart ?? typed.text.length;
    const end = input.current?.selectionEnd ?? at;
    type(`${typed.text.slice(0, at)}{{${column}}}${typed.text.slice(end)}`.slice(0, SUBJECT_MAX));
    input.current?.focus();
  };
  return (
    <div className={prose.tight}>
      <Field label={mergeTexts.check.subject} required>
        <Input
          id="subject"
          input={{ ref: input, maxLength: SUBJECT_MAX }}
          value={typed.text}
          placeholder={mergeTexts.check.subjectHint}
          onChange={(_, data) => type(data.value)}
          onBlur={typed.flush}
        />
      </Field>
      {sample !== '' && sample !== typed.text ? (
        <p className={mergeClasses(prose.small, styles.sample)}>
          {mergeTexts.check.subjectSample}: <strong>{sample}</strong>
        </p>
      ) : null}
      <Fold summary={mergeTexts.check.insert}>
        <div className={styles.chips}>
          {draft.list.headers.map((header) => (
            <FieldChip key={header} name={header} onClick={() => insert(header)} />
          ))}
        </div>
      </Fold>
    </div>
  );
}
