/** One mailbox. */
import { Button, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { AdminNote } from '../session/AdminNote.tsx';
import type { MailboxWish } from '../session/mailboxWish.ts';
import { wishOfAccount } from '../session/mailboxWish.ts';
import { Card, LateFold } from '../ui/Panel.tsx';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { StateDot } from '../ui/StateDot.tsx';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { allowedFeatures } from './permissionWords.ts';
import { MailboxSettings } from './MailboxSettings.tsx';
import { MailboxState } from './MailboxState.tsx';
import { TestSteps } from './TestSteps.tsx';
import { useTestMail } from './useTestMail.ts';

export interface MailboxCardProps {
  account: EmailAccount;
  onConnect: (wish: MailboxWish) => void;
  onDisconnect: () => void;
  /** Something about it has changed. */
  onChanged: () => void;
}

export function MailboxCard({ account, onConnect, onDisconnect, onChanged }: MailboxCardProps) {
  const prose = useProse();
  const test = useTestMail(account, onChanged);
  const reconnect = () => onConnect(wishOfAccount(account));
  return (
    <Card label={account.emailAddress}>
      <div className={prose.row}>
        <StateDot state={account.state} />
        <div className={prose.tight}>
          <h2 className={mergeClasses(prose.h3, prose.clip)}>{account.emailAddress}</h2>
          {account.displayName ? <p className={prose.small}>{account.displayName}</p> : null}
        </div>
      </div>
      <MailboxState account={account} />
      {account.mayReconnect || account.isActive ? null : <p className={prose.small}>{mailboxTexts.mailboxes.mayNotReconnect}</p>}
      {account.wantsConsent && account.mayReconnect ? <AskAdministrator account={account} onGranted={reconnect} /> : null}
      <div className={prose.wrap}>
        <Buttons account={account} test={test} onReconnect={reconnect} onDisconnect={onDisconnect} />
      </div>
      {test.report ? <TestSteps report={test.report} /> : null}
      {test.failure ? <SmallProblem failure={test.failure} /> : null}
      <LateFold summary={mailboxTexts.settings.more}>
        <MailboxSettings
          account={account}
          onChanged={onChanged}
          onAllow={(feature) => onConnect(wishOfAccount(account, [...allowedFeatures(account), feature]))}
        />
      </LateFold>
    </Card>
  );
}

interface ButtonsProps {
  account: EmailAccount;
  test: ReturnType<typeof useTestMail>;
  onReconnect: () => void;
  onDisconnect: () => void;
}

/** The one that helps comes first; while an administrator or the operator has to act, signing in again does not. */
function Buttons({ account, test, onReconnect, onDisconnect }: ButtonsProps) {
  const helps = account.state === 'needs-reconnect' || account.state === 'disconnected';
  const reconnect = account.mayReconnect ? (
    <Button size="small" appearance={helps ? 'primary' : 'subtle'} onClick={onReconnect}>
      {mailboxTexts.mailboxes.reconnect}
    </Button>
  ) : null;
  return (
    <>
      {helps ? reconnect : null}
      {account.state === 'disconnected' ? null : (
        <Button size="small" appearance={helps ? 'subtle' : 'secondary'} disabledFocusable={test.busy} onClick={test.run}>
          {test.busy ? mailboxTexts.test.sending : mailboxTexts.test.send}
        </Button>
      )}
      {helps ? null : reconnect}
      {account.state === 'disconnected' ? null : (
        <Button size="small" appearance="subtle" onClick={onDisconnect}>
          {mailboxTexts.mailboxes.disconnect}
        </Button>
      )}
    </>
  );
}

/** The note is written only when it is asked for: it makes a link that counts. */
function AskAdministrator({ account, onGranted }: { account: EmailAccount; onGranted: () => void }) {
  const [asking, setAsking] = useState(false);
  const [granted, setGranted] = useState(false);
  return (
    <>
      {asking ? (
        <AdminNote providerKey={account.app} tenant={account.tenant ?? undefined} onGranted={() => setGranted(true)} />
      ) : null}
      <div>
        {granted ? (
          <Button appearance="primary" size="small" onClick={onGranted}>
            {connectTexts.administrator.connectNow}
          </Button>
        ) : null}
        {asking ? null : (
          <Button appearance="primary" size="small" onClick={() => setAsking(true)}>
            {mailboxTexts.mailboxes.askAdministrator}
          </Button>
        )}
      </div>
    </>
  );
}
