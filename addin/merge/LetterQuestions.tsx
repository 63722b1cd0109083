/** What the letter asks once for the whole merge (ASK and FILLIN fields). */
import { Field, Input } from '@fluentui/react-components';
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const ANSWER_MAX = 2000;

export function LetterQuestions({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const { questions } = draft.letter;
  if (questions.length === 0) return null;
  const save = (key: string, text: string) =>
    void work.change('change', (now) => {
      const { [key]: _before, ...others } = (now ?? draft).merge.answers;
      // An empty answer is none: the letter's own default holds.
      return { merge: { answers: text === '' ? others : { ...others, [key]: text } } };
    });
  return (
    <section className={prose.tight} aria-label={optionTexts.letter.questions}>
      <h3 className={prose.h3}>{optionTexts.letter.questions}</h3>
      {questions.map(({ key, prompt, standard }) => (
        <Answer
          key={key}
          label={prompt === '' ? key : prompt}
          standard={standard}
          saved={draft.merge.answers[key] ?? ''}
          onSave={(text) => save(key, text)}
        />
      ))}
    </section>
  );
}

interface AnswerProps {
  label: string;
  standard: string;
  saved: string;
  onSave: (text: string) => void;
}

function Answer({ label, standard, saved, onSave }: AnswerProps) {
  const typed = useTyped(saved, onSave);
  return (
    <Field label={label} {...(standard === '' ? {} : { hint: optionTexts.letter.questionHint(standard) })}>
      <Input
        value={typed.text}
        input={{ maxLength: ANSWER_MAX }}
        onChange={(_, data) => typed.type(data.value)}
        onBlur={typed.flush}
      />
    </Field>
  );
}
