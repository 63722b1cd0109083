/** Ends doubts: a person decides, or the server looks into the mailbox. */
import { useState } from 'react';
import type { Decision } from '../../shared/api/campaignPlan.ts';
import { lookUpDoubts, resolveDoubts } from '../../shared/api/campaignPlan.ts';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import type { Output } from '../../shared/api/route.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { doubtTexts } from '../ui/texts/doubtTexts.ts';

export interface Deciding {
  /** Null: all of them. */
  rows: number[] | null;
  decision: Decision;
}

export function useDecide(id: string, onChange: (campaign: CampaignSummary) => void) {
  const { now, newKey } = usePane();
  const resolve = useAction(resolveDoubts);
  const look = useAction(lookUpDoubts);
  const [said, setSaid] = useState<string[]>([]);
  const decide = async ({ rows, decision }: Deciding) => {
    look.dismiss();
    const body = { decision, ...(rows !== null && { rows }) };
    const answer = await resolve.run({ params: { id }, body }, { idempotencyKey: newKey() });
    if (!answer.ok) return false;
    setSaid(decidedLines(answer.value, decision, now()));
    onChange(answer.value.campaign);
    return true;
  };
  const lookUp = async () => {
    resolve.dismiss();
    setSaid([]);
    const answer = await look.run({ params: { id } });
    if (!answer.ok) return;
    setSaid(lookLines(answer.value));
    onChange(answer.value.campaign);
  };
  return {
    decide,
    lookUp: () => void lookUp(),
    deciding: resolve.busy,
    looking: look.busy,
    /** What came of it. */
    said,
    failure: resolve.failure ?? look.failure,
  };
}

function decidedLines(value: Output<typeof resolveDoubts>, decision: Decision, now: number): string[] {
  const { decided, notInDoubt, tooEarly, decideAfter } = value;
  const lines: string[] = [];
  if (decided > 0) lines.push(decision === 'sent' ? doubtTexts.nowSent(decided) : doubtTexts.nowAgain(decided));
  if (tooEarly > 0) lines.push(doubtTexts.tooEarly(tooEarly, decideAfter === null ? null : formatMoment(decideAfter, now)));
  if (notInDoubt > 0 || lines.length === 0) lines.push(doubtTexts.notInDoubt(notInDoubt));
  return lines;
}

function lookLines({ lookingFor, mayRead }: Output<typeof lookUpDoubts>): string[] {
  if (!mayRead) return [doubtTexts.byHand, doubtTexts.allow];
  return [lookingFor > 0 ? doubtTexts.lookingFor(lookingFor) : doubtTexts.nothingToLook];
}
