/**
 * A sentence of the server: as it is, or, in another language, in ours. Where we have none for it, our words for its kind
 * come first and then the sentence, marked as foreign.
 */
import type { SaidFinding } from './sayFinding.ts';
import { serverTexts } from './texts/serverTexts.ts';
import { useRare } from './useRare.ts';

export interface ServerSaysProps {
  text: string;
  own?: string | null;
  /** Where it is one, with the same text. */
  finding?: SaidFinding;
}

export function ServerSays({ text, own = null, finding }: ServerSaysProps) {
  const rare = useRare();
  const { foreign } = serverTexts;
  if (foreign === null) return text;
  // The line is held, so that nothing jumps.
  if (rare === undefined) return '\u00A0';
  const parts = rare?.say(text, finding) ?? [{ text, known: false }];
  return (
    <>
      {own === null || parts.some(({ known }) => known) ? null : `${own} `}
      {parts.map((part, at) => (
        <span key={part.text} lang={part.known ? undefined : foreign}>
          {at === 0 ? part.text : ` ${part.text}`}
        </span>
      ))}
    </>
  );
}
