/** Adding a mailbox: one click where there is one kind, a short question where there are several. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Choice } from '../../shared/api/apps.ts';
import { listChoices } from '../../shared/api/apps.ts';
import type { Loaded } from '../api/useCall.ts';
import { useLoaded } from '../api/useCall.ts';
import { ChooseMailbox } from './ChooseMailbox.tsx';
import type { MailboxWish } from './mailboxWish.ts';
import { wishOfChoice } from './mailboxWish.ts';

export interface AddMailbox {
  /** To be called inside the click. */
  add: () => void;
  /** The question, while it is asked; to be rendered somewhere on the screen. */
  sheet: ReactNode;
  choices: Loaded<{ choices: Choice[] }>;
}

/** The kinds are read when the screen opens: in the click itself there is no time, a browser would not open a window later. */
export function useAddMailbox(accounts: readonly EmailAccount[], onConnect: (wish: MailboxWish) => void): AddMailbox {
  const choices = useLoaded(listChoices);
  const [asking, setAsking] = useState(false);
  const begin = (choice: Choice) => {
    setAsking(false);
    onConnect(wishOfChoice(choice, accounts));
  };
  const [first, ...others] = choices.value?.choices ?? [];
  const add = () => (first && others.length === 0 ? begin(first) : setAsking(true));
  const sheet = asking ? <ChooseMailbox choices={choices} onChoose={begin} onNo={() => setAsking(false)} /> : null;
  return { add, sheet, choices };
}
