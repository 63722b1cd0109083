/** What few people change: the sender's name, staying connected, shared mailboxes, and the details for support. */
import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { EmailAccount, Feature } from '../../shared/api/accounts.ts';
import { changeAccount } from '../../shared/api/accounts.ts';
import type { Input as InputOf } from '../../shared/api/route.ts';
import { useAction } from '../api/useCall.ts';
import { Tick } from '../ui/Choice.tsx';
import { Fold } from '../ui/Panel.tsx';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { paceTexts } from '../ui/texts/paceTexts.ts';
import { useTyped } from '../ui/useTyped.ts';
import { LookUpLine } from './LookUpLine.tsx';
import { PaceField } from './PaceField.tsx';
import { RetryFields } from './RetryFields.tsx';

const NAME_MAX = 200;
const settings = mailboxTexts.settings;

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, padding: `${tokens.spacingVerticalS} 0` },
  lines: { margin: `${tokens.spacingVerticalXS} 0 0`, overflowWrap: 'anywhere' },
  value: { margin: `0 0 ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground1 },
});

type AccountChange = InputOf<typeof changeAccount>['body'];

export interface MailboxSettingsProps {
  account: EmailAccount;
  onChanged: () => void;
  /** Connects the mailbox again, with a permission more. */
  onAllow: (feature: Feature) => void;
}

export function MailboxSettings({ account, onChanged, onAllow }: MailboxSettingsProps) {
  const styles = useStyles();
  const action = useAction(changeAccount);
  const change = async (body: AccountChange) => {
    const answer = await action.run({ params: { providerId: account.id }, body });
    onChanged();
    return answer.ok;
  };
  return (
    <div className={styles.body}>
      <PaceField account={account} onChange={(pace) => change({ pace })} />
      <FromName account={account} onSave={(name) => void change({ fromName: name.trim() || null })} />
      <KeepAlive account={account} onChange={(keepAlive) => change({ keepAlive })} />
      <Shared account={account} onShare={() => onAllow('sharedMailbox')} />
      <LookUpLine account={account} onAllow={() => onAllow('exactlyOnce')} />
      <Fold summary={paceTexts.retry}>
        <RetryFields account={account} onChange={(retry) => change({ retry })} />
      </Fold>
      {action.failure ? <SmallProblem failure={action.failure} /> : null}
      <Fold summary={settings.technical}>
        <Technical account={account} />
      </Fold>
    </div>
  );
}

/** Through Graph, Exchange puts the mailbox's own name beside its own address, whatever the message says. */
function FromName({ account, onSave }: { account: EmailAccount; onSave: (name: string) => void }) {
  const prose = useProse();
  const typed = useTyped(account.fromName ?? '', onSave);
  if (account.wire === 'graph') return <p className={prose.small}>{settings.fromNameFixed}</p>;
  return (
    <Field label={settings.fromName} hint={settings.fromNameHint}>
      <Input
        autoComplete="off"
        input={{ maxLength: NAME_MAX }}
        placeholder={account.displayName ?? ''}
        value={typed.text}
        onChange={(_, data) => typed.type(data.value)}
        onBlur={typed.flush}
      />
    </Field>
  );
}

function KeepAlive({ account, onChange }: { account: EmailAccount; onChange: (on: boolean) => Promise<boolean> }) {
  return (
    <Field hint={settings.keepAliveHint}>
      <Tick label={settings.keepAlive} checked={account.keepAlive} onTick={onChange} />
    </Field>
  );
}

/** Only Microsoft has a permission of its own for shared mailboxes (Mail.Send.Shared), and only through Graph. */
function Shared({ account, onShare }: { account: EmailAccount; onShare: () => void }) {
  const prose = useProse();
  if (!account.mayReconnect && account.isActive) return <p className={prose.small}>{mailboxTexts.mailboxes.mayNotReconnect}</p>;
  if (account.maySendAs) return <p className={prose.small}>{settings.mayShare}</p>;
  if (account.provider !== 'microsoft' || account.wire !== 'graph' || !account.mayReconnect) return null;
  return (
    <div className={prose.tight}>
      <div>
        <Button size="small" onClick={onShare}>
          {settings.shared}
        </Button>
      </div>
      <p className={prose.small}>{settings.sharedHint}</p>
    </div>
  );
}

function Technical({ account }: { account: EmailAccount }) {
  const prose = useProse();
  const styles = useStyles();
  const lines: [string, string][] = [
    [settings.app, account.app],
    [settings.wire, settings.wires[account.wire]],
    [settings.scopes, account.scopes.join(' ')],
    [settings.id, account.id],
  ];
  return (
    <dl className={mergeClasses(prose.small, styles.lines)}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
