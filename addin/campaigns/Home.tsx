/** The start page: new merge, the merges so far, and the mailboxes in one line. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PersonMail20Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Suspense, useEffect } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { CampaignSummary } from '../../shared/api/campaigns.ts';
import { listCampaigns } from '../../shared/api/campaigns.ts';
import { useLoaded } from '../api/useCall.ts';
import { useAccounts } from '../session/useAccounts.ts';
import { usePane } from '../session/usePane.ts';
import { Footer } from '../ui/Footer.tsx';
import { Placeholder } from '../ui/Placeholder.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { ServerSays } from '../ui/ServerSays.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import { texts } from '../ui/texts/texts.ts';
import { useDelayed } from '../ui/useDelayed.ts';
import { CampaignCard } from './CampaignCard.tsx';
import { EmptyHome } from './EmptyHome.tsx';

const REFRESH_MS = 4000;

const useStyles = makeStyles({
  mailbox: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    fontFamily: tokens.fontFamilyBase,
    color: tokens.colorNeutralForeground1,
    backgroundColor: 'transparent',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
});

export interface HomeProps {
  onNew: () => void;
  onDraft: (id: string) => void;
  onCampaign: (id: string) => void;
  onMailboxes: () => void;
  /** What an administrator has to know; comes when it is there. */
  notice?: ReactNode;
}

export function Home(props: HomeProps) {
  const prose = useProse();
  const { now } = usePane();
  const campaigns = useLoaded(listCampaigns);
  const accounts = useAccounts();
  useRefresh(campaigns.value?.campaigns.some(changesByItself) === true, campaigns.reload);
  const slow = useDelayed(campaigns.loading && campaigns.value === null);
  const found = campaigns.value?.campaigns ?? [];
  const open = (campaign: CampaignSummary) =>
    campaign.status === 'draft' ? props.onDraft(campaign.id) : props.onCampaign(campaign.id);
  return (
    <Screen
      title={texts.product}
      headerEnd={
        <Button
          appearance="subtle"
          icon={<PersonMail20Regular />}
          aria-label={texts.home.mailboxes}
          onClick={props.onMailboxes}
        />
      }
      footer={<Footer primary={{ label: texts.home.new, onClick: props.onNew }} />}
    >
      {accounts.value ? <MailboxLine accounts={accounts.value.providers} onOpen={props.onMailboxes} /> : null}
      {props.notice ? <Suspense fallback={null}>{props.notice}</Suspense> : null}
      {campaigns.failure ? <Problem failure={campaigns.failure} onRetry={campaigns.reload} /> : null}
      {slow ? <Placeholder /> : null}
      {campaigns.value && found.length === 0 ? <EmptyHome /> : null}
      {found.length > 0 ? (
        <section className={prose.stack} aria-label={texts.home.title}>
          <h2 className={prose.h3}>{texts.home.title}</h2>
          <ul className={prose.list}>
            {found.map((campaign) => (
              <li key={campaign.id}>
                <CampaignCard campaign={campaign} now={now()} onOpen={() => open(campaign)} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Screen>
  );
}

/** The mailboxes in one line; one with trouble comes first. */
function MailboxLine({ accounts, onOpen }: { accounts: EmailAccount[]; onOpen: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  const [first] = accounts.toSorted((one, other) => trouble(other) - trouble(one));
  const others = accounts.length - 1;
  return (
    <button type="button" className={styles.mailbox} onClick={onOpen}>
      <StateDot state={first?.state ?? 'disconnected'} />
      <span className={mergeClasses(prose.tight, prose.clip)}>
        <span className={mergeClasses(prose.p, prose.clip)}>
          {first?.emailAddress ?? texts.home.noMailbox}
          {others > 0 ? ` ${texts.home.others(others)}` : ''}
        </span>
        {first && first.state !== 'connected' ? <span className={prose.small}>{texts.states[first.state]}</span> : null}
        {first?.state === 'connected' && first.warnings[0] ? (
          <span className={prose.small}>
            <ServerSays text={first.warnings[0].text} />
          </span>
        ) : null}
        {first ? null : <span className={prose.small}>{texts.home.connectFirst}</span>}
      </span>
    </button>
  );
}

function trouble(account: EmailAccount): number {
  if (account.state === 'connected') return account.warnings.length > 0 ? 1 : 0;
  return account.state === 'throttled' ? 2 : 3;
}

function changesByItself({ status }: CampaignSummary): boolean {
  return status === 'running' || status === 'scheduled';
}

function useRefresh(on: boolean, reload: () => void): void {
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(reload, REFRESH_MS);
    return () => clearInterval(timer);
  }, [on, reload]);
}
