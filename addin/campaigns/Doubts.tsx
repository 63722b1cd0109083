/** Mails of which nobody knows whether they arrived: look, then decide, one by one or all together. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Card, Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { doubtTexts } from '../ui/texts/doubtTexts.ts';
import { DoubtRows } from './DoubtRows.tsx';
import type { Deciding } from './useDecide.ts';
import { useDecide } from './useDecide.ts';

const useStyles = makeStyles({
  place: { outlineStyle: 'none' },
  inFold: { marginTop: tokens.spacingVerticalXS },
  all: {
    paddingTop: tokens.spacingVerticalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
});

export interface DoubtsProps {
  campaign: CampaignSummary;
  onChange: (campaign: CampaignSummary) => void;
  /** Its title stands above it already. */
  untitled?: boolean;
}

/** A question, with who gets the mail where it is one. */
type Asked = Deciding & { value: number; to: string | null };

export function Doubts({ campaign, onChange, untitled = false }: DoubtsProps) {
  const styles = useStyles();
  const prose = useProse();
  const place = useRef<HTMLDivElement>(null);
  const work = useDecide(campaign.id, onChange);
  const [asked, setAsked] = useState<Asked | null>(null);
  const value = campaign.progress.unknown;
  const decide = async (deciding: Deciding) => {
    setAsked(null);
    // The button that was pressed goes away with its row.
    if (await work.decide(deciding)) place.current?.focus();
  };
  if (value === 0 && work.said.length === 0) return null;
  return (
    <div ref={place} tabIndex={-1} className={mergeClasses(prose.stack, styles.place, untitled && styles.inFold)}>
      {value === 0 ? null : (
        <Card label={doubtTexts.title(value)}>
          {untitled ? null : <h2 className={prose.h3}>{doubtTexts.title(value)}</h2>}
          <p className={prose.p}>{doubtTexts.why(value)}</p>
          <div>
            <Button disabledFocusable={work.looking} onClick={work.lookUp}>
              {work.looking ? doubtTexts.looking : doubtTexts.look}
            </Button>
          </div>
          <Said lines={work.said} />
          <DoubtRows
            campaign={campaign}
            busy={work.deciding}
            mayAgain={mayMove('again', campaign.status)}
            onSent={(row) => void decide({ rows: [row.row], decision: 'sent' })}
            onAgain={(row) => setAsked({ rows: [row.row], decision: 'again', value: 1, to: row.to })}
          />
          <ForAll campaign={campaign} busy={work.deciding} onAsk={setAsked} />
        </Card>
      )}
      {value === 0 ? <Said lines={work.said} settled /> : null}
      {work.failure ? <Problem failure={work.failure} /> : null}
      {asked ? <Question asked={asked} onNo={() => setAsked(null)} onYes={() => void decide(asked)} /> : null}
    </div>
  );
}

function Said({ lines, settled = false }: { lines: readonly string[]; settled?: boolean }) {
  const prose = useProse();
  if (lines.length === 0) return null;
  return (
    <Note tone={settled ? 'good' : 'info'} live="answer">
      {lines.map((line) => (
        <p key={line} className={prose.p}>
          {line}
        </p>
      ))}
    </Note>
  );
}

/** Only where there is more than one: for one its own buttons do. */
function ForAll({ campaign, busy, onAsk }: { campaign: CampaignSummary; busy: boolean; onAsk: (asked: Asked) => void }) {
  const prose = useProse();
  const styles = useStyles();
  const value = campaign.progress.unknown;
  if (value < 2) return null;
  const all = { rows: null, value, to: null };
  return (
    <div className={mergeClasses(prose.wrap, styles.all)}>
      <Button size="small" disabledFocusable={busy} onClick={() => onAsk({ ...all, decision: 'sent' })}>
        {doubtTexts.sentAll(value)}
      </Button>
      {mayMove('again', campaign.status) ? (
        <Button size="small" disabledFocusable={busy} onClick={() => onAsk({ ...all, decision: 'again' })}>
          {doubtTexts.againAll(value)}
        </Button>
      ) : null}
    </div>
  );
}

function Question({ asked, onYes, onNo }: { asked: Asked; onYes: () => void; onNo: () => void }) {
  const { value, decision, to } = asked;
  const said =
    decision === 'again'
      ? { title: doubtTexts.againSure(value), text: doubtTexts.againNext(value, to), yes: doubtTexts.againIt(value) }
      : { title: doubtTexts.sentSure(value), text: doubtTexts.sentNext, yes: doubtTexts.sentIt(value) };
  return <Confirm {...said} no={doubtTexts.no} onYes={onYes} onNo={onNo} />;
}
