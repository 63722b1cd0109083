/** How a mailbox is, in words: since when, why, and the next step. */
import { mergeClasses } from '@fluentui/react-components';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { usePane } from '../session/usePane.ts';
import { formatList, formatMoment } from '../ui/format.ts';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { ServerSays } from '../ui/ServerSays.tsx';
import { serverTexts } from '../ui/texts/serverTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { permissionWords } from './permissionWords.ts';

export function MailboxState({ account }: { account: EmailAccount }) {
  const prose = useProse();
  const may = permissionWords(account.scopes);
  return (
    <>
      {account.state === 'connected' ? <Connected account={account} /> : <Trouble account={account} />}
      {account.isActive && may.length > 0 ? <p className={prose.small}>{mailboxTexts.mailboxes.may(formatList(may))}</p> : null}
      {account.warnings.map((warning) => (
        <Note key={warning.code} tone="info">
          <p className={prose.small}>
            <ServerSays text={warning.text} />
          </p>
        </Note>
      ))}
    </>
  );
}

function Connected({ account }: { account: EmailAccount }) {
  const prose = useProse();
  const { now } = usePane();
  const moment = (iso: string) => formatMoment(iso, now());
  const used = account.lastUsedAt ? mailboxTexts.mailboxes.lastUsed(moment(account.lastUsedAt)) : null;
  return (
    <p className={prose.small}>
      {[mailboxTexts.mailboxes.connectedSince(moment(account.connectedAt)), used].filter(Boolean).join(', ')}
    </p>
  );
}

function Trouble({ account }: { account: EmailAccount }) {
  const prose = useProse();
  const { now } = usePane();
  const since = mailboxTexts.mailboxes.since(formatMoment(account.stateSince, now()));
  return (
    <div className={prose.tight}>
      <p className={mergeClasses(prose.p, prose.strong)}>{`${texts.states[account.state]} ${since}`}</p>
      {account.stateReason ? (
        <p className={prose.small}>
          {account.stateLanguage === undefined ? <ServerSays text={account.stateReason} /> : account.stateReason}
        </p>
      ) : null}
      {account.stateNext ? <p className={prose.p}>{serverTexts.mailbox(account.state) ?? account.stateNext}</p> : null}
    </div>
  );
}
