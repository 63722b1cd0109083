/** Copies a text and says so. */
import { Button } from '@fluentui/react-components';
import { Checkmark16Regular, Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { texts } from './texts/texts.ts';

export function CopyButton({ text, label = texts.copy }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="small"
      icon={copied ? <Checkmark16Regular /> : <Copy16Regular />}
      onClick={() => {
        void copyText(text).then(setCopied);
      }}
    >
      {copied ? texts.copied : label}
    </Button>
  );
}

/** Office on the web may forbid the clipboard API in its frame; the old way by a selected field still works there. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
