/** Deletes something after a question that names it. */
import { Button } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { Confirm } from './Confirm.tsx';
import type { ShownFailure } from './failureLines.ts';
import { texts } from './texts/texts.ts';

export interface DeleteButtonProps {
  label: string;
  title: string;
  text: string;
  /** Answers with why it could not be; then the question stays, unless it was taken back. */
  onDelete: () => Promise<ShownFailure | null>;
}

export function DeleteButton({ label, title, text, onDelete }: DeleteButtonProps) {
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const ask = (open: boolean) => {
    setFailure(null);
    setAsking(open);
  };
  const remove = async () => {
    setFailure(null);
    const failed = await onDelete();
    setFailure(failed);
    if (failed === null) setAsking(false);
  };
  return (
    <>
      <Button appearance="subtle" icon={<Delete20Regular />} aria-label={label} title={label} onClick={() => ask(true)} />
      {asking ? (
        <Confirm
          danger
          title={title}
          text={text}
          yes={label}
          no={texts.keep}
          failure={failure}
          onNo={() => ask(false)}
          onYes={() => void remove()}
        />
      ) : null}
    </>
  );
}
