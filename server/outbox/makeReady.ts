/** The next mail of a lane is made while the one before is on its way: in its turn it only has to be marked and written. */
import type { Lane, LaneDeps } from './lane.ts';
import type { Ahead } from './lookAhead.ts';
import type { Rendered } from './campaignSide.ts';
import type { WaitingRow } from './waitingRows.ts';

export interface Ready {
  /** The copy of the row that it was made from; what is read anew is made anew. */
  row: WaitingRow;
  rendered: Rendered;
  /** Made for a wire that takes no plain text. */
  htmlAlone: boolean;
}

/** Does nothing where the next mail would have to wait: by then it may look different, and nobody is in a hurry. */
export function makeReady(deps: LaneDeps, lane: Lane): void {
  const next = deps.life.stopping ? undefined : lane.ahead.following();
  if (!next || mustWait(deps, lane, next)) return;
  const { row, render, index } = next;
  try {
    const access = lane.access.kept(row.account_id);
    const htmlAlone = access?.transport.htmlAlone ?? false;
    const rendered = render(index, row.id, htmlAlone);
    lane.ready = { row, rendered, htmlAlone };
    if (rendered.ok) access?.transport.prepare?.(rendered.message, access.as);
  } catch {
    // It comes again in the row's turn, and is dealt with there.
    lane.ready = undefined;
  }
}

function mustWait(deps: LaneDeps, lane: Lane, { row }: Extract<Ahead, { kind: 'row' }>): boolean {
  return deps.pace.slot(lane.mailbox, 'campaign', { recipients: row.recipients, external: 0 }).at > deps.now();
}

/** The mail of this row, if it was made ready; once. The mailbox may have got another wire meanwhile. */
export function takeReady(lane: Lane, row: WaitingRow, htmlAlone: boolean): Rendered | undefined {
  const { ready } = lane;
  lane.ready = undefined;
  return ready?.row === row && ready.htmlAlone === htmlAlone ? ready.rendered : undefined;
}
