/** Pause, go on, cancel the rest: the moves of a merge that is being sent. */
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { cancelCampaign, pauseCampaign, resumeCampaign } from '../../shared/api/campaigns.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { useAction } from '../api/useCall.ts';
import { Confirm } from '../ui/Confirm.tsx';
import type { FooterAction } from '../ui/Footer.tsx';
import { Footer } from '../ui/Footer.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { waitingMails } from './progressLine.ts';

type Moves = ReturnType<typeof useMoves>;

/** The failure is the last move's, and is forgotten when the lost line to the server is back: what is shown is the truth then. */
export function useMoves(campaign: CampaignSummary, live: boolean, onChange: (campaign: CampaignSummary) => void) {
  const pause = useAction(pauseCampaign);
  const resume = useAction(resumeCampaign);
  const cancel = useAction(cancelCampaign);
  const actions = { pause, resume, cancel };
  const [last, setLast] = useState<keyof typeof actions | null>(null);
  const [wasLive, setWasLive] = useState(live);
  if (live !== wasLive) {
    setWasLive(live);
    if (live) setLast(null);
  }
  const run = async (name: keyof typeof actions) => {
    setLast(name);
    const answer = await actions[name].run({ params: { id: campaign.id } });
    if (answer.ok) onChange(answer.value);
  };
  return {
    run: (name: keyof typeof actions) => void run(name),
    busy: pause.busy || resume.busy || cancel.busy,
    failure: last === null ? null : actions[last].failure,
  };
}

export function MoveFooter({ campaign, moves }: { campaign: CampaignSummary; moves: Moves }) {
  const [asking, setAsking] = useState(false);
  const rest = waitingMails(campaign.progress);
  const name = mayMove('resume', campaign.status) ? 'resume' : 'pause';
  const primary: FooterAction = {
    label: sendingTexts.sending[name],
    onClick: () => moves.run(name),
    disabled: !mayMove(name, campaign.status),
    busy: moves.busy,
  };
  const secondary = mayMove('cancel', campaign.status)
    ? { label: sendingTexts.sending.cancelRest, onClick: () => setAsking(true) }
    : undefined;
  return (
    <>
      <Footer primary={primary} secondary={secondary} />
      {asking ? (
        <Confirm
          danger
          title={sendingTexts.sending.cancelSure(rest)}
          text={sendingTexts.sending.cancelNext(campaign.progress.accepted)}
          yes={sendingTexts.sending.cancelIt(rest)}
          no={sendingTexts.sending.keep}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            moves.run('cancel');
          }}
        />
      ) : null}
    </>
  );
}
