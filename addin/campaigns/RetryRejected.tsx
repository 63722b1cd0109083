/** Sends what was rejected once more, after a question with the number; nothing else is touched. */
import { Button } from '@fluentui/react-components';
import { ArrowRepeatAll20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { retryRejected } from '../../shared/api/campaignPlan.ts';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Problem } from '../ui/Problem.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';

const words = sendingTexts.result;

export interface AfterwardsProps {
  campaign: CampaignSummary;
  onChange: (campaign: CampaignSummary) => void;
}

export function RetryRejected({ campaign, onChange }: AfterwardsProps) {
  const { newKey } = usePane();
  const action = useAction(retryRejected);
  const [asking, setAsking] = useState(false);
  const { rejected } = campaign.progress;
  if (rejected === 0 || !mayMove('again', campaign.status)) return null;
  const retry = async () => {
    setAsking(false);
    const answer = await action.run({ params: { id: campaign.id }, body: {} }, { idempotencyKey: newKey() });
    if (answer.ok) onChange(answer.value.campaign);
  };
  return (
    <>
      <Button icon={<ArrowRepeatAll20Regular />} disabledFocusable={action.busy} onClick={() => setAsking(true)}>
        {words.retry(rejected)}
      </Button>
      {action.failure ? <Problem failure={action.failure} /> : null}
      {asking ? (
        <Confirm
          title={words.retrySure(rejected)}
          text={words.retryNext(campaign.from)}
          yes={words.retryIt(rejected)}
          no={words.notNow}
          onNo={() => setAsking(false)}
          onYes={() => void retry()}
        />
      ) : null}
    </>
  );
}
