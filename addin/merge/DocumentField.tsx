/** The merged letter as a Word document that goes along with every mail. */
import { Field, Input } from '@fluentui/react-components';
import { Tick } from '../ui/Choice.tsx';
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const NAME_MAX = 200;

export function DocumentField({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const { document } = draft.merge;
  if (!draft.letter.mayBeDocument) return null;
  const save = (name: string | null) => work.change('change', { merge: { document: name === null ? null : { name } } });
  return (
    <div className={prose.tight}>
      <Tick
        label={optionTexts.letter.document}
        checked={document !== null}
        onTick={(checked) => save(checked ? nameOf(draft.letter.name) : null)}
      />
      {document === null ? null : <Name saved={document.name} onSave={(name) => void save(name)} />}
    </div>
  );
}

/** `Invitation.docx` goes along under its own name. */
function nameOf(letter: string): string {
  return letter.replace(/\.[^.]{1,5}$/, '').trim() || optionTexts.letter.documentUnnamed;
}

function Name({ saved, onSave }: { saved: string; onSave: (name: string) => void }) {
  const typed = useTyped(saved, (name) => {
    if (name.trim() !== '') onSave(name);
  });
  return (
    <Field label={optionTexts.letter.documentName} hint={optionTexts.letter.documentHint}>
      <Input
        value={typed.text}
        contentAfter=".docx"
        input={{ maxLength: NAME_MAX }}
        onChange={(_, data) => typed.type(data.value)}
        onBlur={typed.flush}
      />
    </Field>
  );
}
