/** A sentence of the server: as it is, or, in another language, our words for its kind first and then the sentence, marked as foreign. */
import { serverTexts } from './texts/serverTexts.ts';

export function ServerSays({ text, own }: { text: string; own: string | null }) {
  const { foreign } = serverTexts;
  if (foreign === null) return text;
  return (
    <>
      {own === null ? null : `${own} `}
      <span lang={foreign}>{text}</span>
    </>
  );
}
