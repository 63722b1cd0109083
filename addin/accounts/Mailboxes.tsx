/** The connected mailboxes: their state in words, and what can be done. */
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { disconnectAccount } from '../../shared/api/accounts.ts';
import { listCampaigns } from '../../shared/api/campaigns.ts';
import { useAction, useCallClient, useLoaded } from '../api/useCall.ts';
import { DRAFT_MEMORY, SHOWN_MEMORY } from '../session/paneStorage.ts';
import type { MailboxWish } from '../session/mailboxWish.ts';
import { useAccounts } from '../session/useAccounts.ts';
import { useAddMailbox } from '../session/useAddMailbox.tsx';
import { usePane } from '../session/usePane.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Footer } from '../ui/Footer.tsx';
import { Note } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { QuietLink } from '../ui/TextLink.tsx';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { MailboxCard } from './MailboxCard.tsx';
import { MoreWays } from './MoreWays.tsx';

export interface MailboxesProps {
  onLeave: () => void;
  onConnect: (wish: MailboxWish) => void;
  /** Only for administrators. */
  onAdmin: (() => void) | null;
}

export function Mailboxes({ onLeave, onConnect, onAdmin }: MailboxesProps) {
  const prose = useProse();
  const accounts = useAccounts();
  const disconnect = useDisconnect(accounts.reload);
  const found = accounts.value?.providers ?? [];
  const adding = useAddMailbox(found, onConnect);
  return (
    <Screen
      title={mailboxTexts.mailboxes.title}
      onBack={onLeave}
      footer={<Footer primary={{ label: mailboxTexts.mailboxes.add, onClick: adding.add }} />}
    >
      {accounts.failure ? <Problem failure={accounts.failure} onRetry={accounts.reload} /> : null}
      {accounts.value && found.length === 0 ? <p className={prose.p}>{mailboxTexts.mailboxes.none}</p> : null}
      {disconnect.done ? (
        <Note tone="good" live="answer">
          <p className={prose.p}>{disconnect.done}</p>
        </Note>
      ) : null}
      {disconnect.failure ? <Problem failure={disconnect.failure} /> : null}
      <ul className={prose.list}>
        {found.map((account) => (
          <li key={account.id}>
            <MailboxCard
              account={account}
              onConnect={onConnect}
              onDisconnect={() => disconnect.ask(account)}
              onChanged={accounts.reload}
            />
          </li>
        ))}
      </ul>
      <MoreWays choices={adding.choices.value?.choices ?? []} onConnected={accounts.reload} />
      <SignedIn onAdmin={onAdmin} />
      {adding.sheet}
      {disconnect.asked ? <DisconnectSheet account={disconnect.asked} onNo={disconnect.forget} onYes={disconnect.go} /> : null}
    </Screen>
  );
}

function useDisconnect(reload: () => void) {
  const action = useAction(disconnectAccount);
  const [asked, ask] = useState<EmailAccount | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const go = async (account: EmailAccount) => {
    ask(null);
    const answer = await action.run({ params: { providerId: account.id } });
    if (answer.ok) setDone(answer.value.message);
    reload();
  };
  return { asked, ask, done, failure: action.failure, forget: () => ask(null), go: () => void (asked && go(asked)) };
}

/** Says how many merges stop; the number is asked for only now, so that it is true. */
function DisconnectSheet({ account, onYes, onNo }: { account: EmailAccount; onYes: () => void; onNo: () => void }) {
  const campaigns = useLoaded(listCampaigns);
  const sending = (campaigns.value?.campaigns ?? []).filter(
    ({ from, status }) => from === account.emailAddress && (status === 'running' || status === 'paused'),
  );
  const text =
    sending.length > 0 ? mailboxTexts.mailboxes.disconnectRunning(sending.length) : mailboxTexts.mailboxes.disconnectNext;
  return (
    <Confirm
      danger
      title={mailboxTexts.mailboxes.disconnectSure(account.emailAddress)}
      text={text}
      yes={mailboxTexts.mailboxes.disconnect}
      no={texts.keep}
      onYes={onYes}
      onNo={onNo}
    />
  );
}

function SignedIn({ onAdmin }: { onAdmin: (() => void) | null }) {
  const prose = useProse();
  const call = useCallClient();
  const { session, storage } = usePane();
  const user = session.user();
  if (!user) return null;
  // Signing out on purpose also forgets where this person was; a session that ends by itself does not.
  const signOut = async () => {
    storage.forget(DRAFT_MEMORY);
    storage.forget(SHOWN_MEMORY);
    await session.signOut(call);
  };
  return (
    <div className={prose.tight}>
      <div className={prose.spread}>
        <span className={prose.small}>{mailboxTexts.mailboxes.signedInAs(user.name ?? user.email ?? '')}</span>
        <Button size="small" appearance="subtle" onClick={() => void signOut()}>
          {mailboxTexts.mailboxes.signOut}
        </Button>
      </div>
      {onAdmin ? <QuietLink onClick={onAdmin}>{mailboxTexts.mailboxes.administration}</QuietLink> : null}
    </div>
  );
}
