/** A finding of the server in the language of the pane. */
import { ServerSays } from './ServerSays.tsx';
import { isRareFinding, type SaidFinding, sayFinding } from './sayFinding.ts';

export function FindingSays({ finding }: { finding: SaidFinding }) {
  if (!isRareFinding(finding)) return sayFinding(finding);
  return <ServerSays text={finding.text} finding={finding} />;
}
