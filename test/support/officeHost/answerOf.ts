/** Who answers which question of office.js. */
import { type BesidePane, outlookSide } from './answerOutlook.ts';
import { wordSide } from './answerWord.ts';
import type { WordDocument } from './aWordDocument.ts';
import { appContextOf, type HostFacts, type OfficeQuestion } from './hostWire.ts';
import { wordObjects } from './wordObjects.ts';

export interface OfficeHost {
  answer: (question: OfficeQuestion) => unknown;
  asked: OfficeQuestion[];
  openFiles: () => number;
}

export function answerOf(
  facts: HostFacts,
  { document, beside }: { document: WordDocument; beside: BesidePane },
  happens: (name: string, data: unknown) => Promise<void>,
): OfficeHost {
  const word = wordSide(
    document,
    wordObjects(document, () => void happens('richApiMessage', {})),
  );
  const outlook = outlookSide(beside);
  const asked: OfficeQuestion[] = [];
  const known: Record<string, (question: OfficeQuestion) => unknown> = {
    ContextActivationManager_getAppContextAsync: () => appContextOf({ ...facts, settings: document.settings }),
    ContextActivationManager_notifyHost: () => [0],
    executeMethod: word.answer,
    GetInitialData: outlook.start,
    ExecuteMethod: outlook.answer,
  };
  const answer = (question: OfficeQuestion) => {
    asked.push(question);
    // Registrations of events that nobody sends are taken as well.
    return known[question.action]?.(question) ?? { Error: 0 };
  };
  return { answer, asked, openFiles: word.openFiles };
}
