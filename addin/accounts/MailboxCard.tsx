/** One mailbox. */
import { Button, mergeClasses } from '@fluentui/react-components';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { Card, Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { StateDot } from '../ui/StateDot.tsx';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { texts } from '../ui/texts/texts.ts';

export interface MailboxCardProps {
  account: EmailAccount;
  onReconnect: () => void;
  onDisconnect: () => void;
}

export function MailboxCard({ account, onReconnect, onDisconnect }: MailboxCardProps) {
  const prose = useProse();
  const needsHelp = !account.isActive;
  return (
    <Card label={account.emailAddress}>
      <div className={prose.row}>
        <StateDot state={account.state} />
        <div className={prose.tight}>
          <h2 className={mergeClasses(prose.h3, prose.clip)}>{account.emailAddress}</h2>
          {account.displayName ? <p className={prose.small}>{account.displayName}</p> : null}
        </div>
      </div>
      <StateLine account={account} />
      <div className={prose.wrap}>
        <Button size="small" appearance={needsHelp ? 'primary' : 'secondary'} onClick={onReconnect}>
          {mailboxTexts.mailboxes.reconnect}
        </Button>
        <Button size="small" appearance="subtle" onClick={onDisconnect}>
          {mailboxTexts.mailboxes.disconnect}
        </Button>
      </div>
      <Fold summary={mailboxTexts.mailboxes.may}>
        <p className={prose.small}>{account.scopes.join(', ')}</p>
      </Fold>
    </Card>
  );
}

function StateLine({ account }: { account: EmailAccount }) {
  const prose = useProse();
  const { now } = usePane();
  const moment = (iso: string) => formatMoment(iso, now());
  if (account.state === 'connected') {
    const used = account.lastUsedAt ? mailboxTexts.mailboxes.lastUsed(moment(account.lastUsedAt)) : null;
    return (
      <p className={prose.small}>
        {[mailboxTexts.mailboxes.connectedSince(moment(account.connectedAt)), used].filter(Boolean).join(', ')}
      </p>
    );
  }
  return (
    <div className={prose.tight}>
      <p className={prose.p}>{`${texts.states[account.state]} ${mailboxTexts.mailboxes.since(moment(account.stateSince))}`}</p>
      {account.stateReason ? <p className={prose.small}>{account.stateReason}</p> : null}
    </div>
  );
}
