/** Deletes something after a question that names it. */
import { Button } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Confirm } from './Confirm.tsx';
import { texts } from './texts/texts.ts';

export interface DeleteButtonProps {
  label: string;
  title: string;
  text: string;
  onDelete: () => void;
}

export function DeleteButton({ label, title, text, onDelete }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button appearance="subtle" icon={<Delete20Regular />} aria-label={label} title={label} onClick={() => setAsking(true)} />
      {asking ? (
        <Confirm
          danger
          title={title}
          text={text}
          yes={label}
          no={texts.keep}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            onDelete();
          }}
        />
      ) : null}
    </>
  );
}
