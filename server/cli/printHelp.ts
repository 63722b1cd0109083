/** `mergepost explain`: what a code, or a whole error text, means and who does what next. */
import { explain } from '../../shared/help/explain.ts';
import type { Helper } from '../../shared/help/helpEntry.ts';

type Lines = { out: (line: string) => unknown; err: (line: string) => unknown };

const WHO: Record<Helper, string> = {
  user: 'for the person who sends',
  admin: 'for the administrator of the organisation',
  operator: 'for whoever runs this server',
  developer: 'for whoever makes Mergepost',
  wait: 'nobody: it passes',
};

/** Answers the exit code: 0, or 1 where nothing is known about it. */
export function printHelp(words: readonly string[], { out, err }: Lines): number {
  const matches = explain(words.join(' '));
  if (matches.length === 0) {
    err(
      'Mergepost has no explanation for this. Check that it is complete; Microsoft’s own numbers can be looked up at https://login.microsoftonline.com/error.',
    );
    return 1;
  }
  matches.forEach(({ code, who, text }, i) => {
    if (i > 0) out('');
    out(`${code} (${WHO[who]})`);
    out(`  ${text}`);
  });
  return 0;
}
