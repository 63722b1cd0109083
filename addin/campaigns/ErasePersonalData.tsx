/** Erases letter, list and addresses of an ended merge; the question names what goes and what stays. */
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { eraseCampaign } from '../../shared/api/campaignPlan.ts';
import { useAction } from '../api/useCall.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Problem } from '../ui/Problem.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import type { AfterwardsProps } from './RetryRejected.tsx';

const words = sendingTexts.result;

export function ErasePersonalData({ campaign, onChange }: AfterwardsProps) {
  const action = useAction(eraseCampaign);
  const [asking, setAsking] = useState(false);
  const erase = async () => {
    setAsking(false);
    const answer = await action.run({ params: { id: campaign.id } });
    if (answer.ok) onChange(answer.value);
  };
  return (
    <>
      <div>
        <Button size="small" appearance="subtle" disabledFocusable={action.busy} onClick={() => setAsking(true)}>
          {words.erase}
        </Button>
      </div>
      {action.failure ? <Problem failure={action.failure} /> : null}
      {asking ? (
        <Confirm
          danger
          title={words.eraseSure}
          text={words.eraseNext(campaign.progress.total, campaign.progress.unknown)}
          yes={words.erase}
          no={texts.keep}
          onNo={() => setAsking(false)}
          onYes={() => void erase()}
        />
      ) : null}
    </>
  );
}
