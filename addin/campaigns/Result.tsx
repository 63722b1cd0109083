/** What happened to everybody: counts as chips, a search, and every row with its story. */
import { Button, Input } from '@fluentui/react-components';
import { ArrowDownload20Regular, Search20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { duplicateCampaign } from '../../shared/api/campaignPlan.ts';
import { deleteCampaign } from '../../shared/api/campaigns.ts';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { DeleteButton } from '../ui/DeleteButton.tsx';
import { Footer } from '../ui/Footer.tsx';
import { formatMoment } from '../ui/format.ts';
import { OutcomeBar } from '../ui/OutcomeBar.tsx';
import { Card, Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { sendingTexts } from '../ui/texts/sendingTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { Doubts } from './Doubts.tsx';
import { ErasePersonalData } from './ErasePersonalData.tsx';
import { OutcomeChips } from './OutcomeChips.tsx';
import { ResultRows } from './ResultRows.tsx';
import { RetryRejected } from './RetryRejected.tsx';
import { useReport } from './useReport.ts';

export interface ResultProps {
  campaign: CampaignSummary;
  /** It took another screen's place. */
  moved: boolean;
  onChange: (campaign: CampaignSummary) => void;
  onLeave: () => void;
  onNew: () => void;
  /** Opens a draft. */
  onDraft: (id: string) => void;
}

export function Result({ campaign, moved, onChange, onLeave, onNew, onDraft }: ResultProps) {
  const copy = useCopy(campaign.id, onDraft);
  const erased = campaign.erasedAt !== null;
  return (
    <Screen
      title={campaign.name}
      onBack={onLeave}
      focusKey={campaign.status}
      focusNow={moved}
      headerEnd={<DeleteMerge campaign={campaign} onDeleted={onLeave} />}
      footer={
        <Footer
          primary={{ label: sendingTexts.result.newMerge, onClick: onNew }}
          secondary={erased ? undefined : { label: copy.label, onClick: copy.run, busy: copy.busy }}
        />
      }
    >
      <Headline campaign={campaign} />
      {copy.failure ? <Problem failure={copy.failure} /> : null}
      {campaign.erasedAt === null ? <Everything campaign={campaign} onChange={onChange} /> : <Erased at={campaign.erasedAt} />}
    </Screen>
  );
}

/** What is left of a merge whose personal data is gone: its numbers. */
function Erased({ at }: { at: string }) {
  const prose = useProse();
  const { now } = usePane();
  return (
    <Note tone="info" live>
      <p className={prose.p}>{sendingTexts.result.erased(formatMoment(at, now()))}</p>
    </Note>
  );
}

function useCopy(id: string, onDraft: (id: string) => void) {
  const { newKey } = usePane();
  const action = useAction(duplicateCampaign);
  const run = async () => {
    const answer = await action.run({ params: { id } }, { idempotencyKey: newKey() });
    if (answer.ok) onDraft(answer.value.id);
  };
  const label = action.busy ? sendingTexts.result.copying : sendingTexts.result.sameAgain;
  return { label, run: () => void run(), busy: action.busy, failure: action.failure };
}

function Everything({ campaign, onChange }: Pick<ResultProps, 'campaign' | 'onChange'>) {
  const prose = useProse();
  const [status, setStatus] = useState<MessageStatus | null>(null);
  const [search, setSearch] = useState('');
  const typed = useTyped(search, setSearch);
  const report = useReport(campaign);
  const { accepted, rejected, unknown } = campaign.progress;
  return (
    <>
      <Doubts campaign={campaign} onChange={onChange} />
      <div className={prose.stack}>
        <RetryRejected campaign={campaign} onChange={onChange} />
        <Button icon={<ArrowDownload20Regular />} disabledFocusable={report.busy} onClick={report.download}>
          {report.busy ? sendingTexts.result.downloading : sendingTexts.result.report}
        </Button>
      </div>
      {report.failure ? <Problem failure={report.failure} /> : null}
      <div className={prose.stack}>
        <OutcomeChips campaign={campaign} chosen={status} onChoose={setStatus} />
        <Input
          type="search"
          aria-label={sendingTexts.result.search}
          placeholder={sendingTexts.result.search}
          contentBefore={<Search20Regular aria-hidden="true" />}
          value={typed.text}
          onChange={(_, data) => typed.type(data.value)}
          onBlur={typed.flush}
        />
      </div>
      <ResultRows
        key={[status, search, accepted, rejected, unknown].join('|')}
        campaignId={campaign.id}
        status={status}
        search={search}
      />
      <ErasePersonalData campaign={campaign} onChange={onChange} />
    </>
  );
}

function DeleteMerge({ campaign, onDeleted }: { campaign: CampaignSummary; onDeleted: () => void }) {
  const action = useAction(deleteCampaign);
  const remove = async () => {
    const answer = await action.run({ params: { id: campaign.id } });
    if (!answer.ok && answer.failure.status !== 404) return answer.failure;
    onDeleted();
    return null;
  };
  return (
    <DeleteButton
      label={texts.home.deleteMerge}
      title={texts.home.deleteMergeSure(campaign.name)}
      text={texts.home.deleteMergeNext}
      onDelete={remove}
    />
  );
}

function Headline({ campaign }: { campaign: CampaignSummary }) {
  const prose = useProse();
  const { now } = usePane();
  const { progress, status } = campaign;
  const { accepted, rejected, unknown } = progress;
  const title = [
    status === 'cancelled' ? sendingTexts.result.cancelledHeadline(accepted) : sendingTexts.result.headline(accepted),
    rejected > 0 ? texts.campaign.rejected(rejected) : null,
    unknown > 0 ? texts.campaign.doubtful(unknown) : null,
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Card>
      <h2 className={prose.h2}>{title}</h2>
      <OutcomeBar counts={progress} tall />
      <p className={prose.small}>
        {[
          campaign.from ? texts.home.from(campaign.from) : null,
          campaign.finishedAt ? formatMoment(campaign.finishedAt, now()) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </Card>
  );
}
