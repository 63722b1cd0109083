/** One quiet line: what the permission to read gives where an answer gets lost, and the way to it. */
import { Button } from '@fluentui/react-components';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';
import { paceTexts } from '../ui/texts/paceTexts.ts';
import { mayRead } from './permissionWords.ts';

export function LookUpLine({ account, onAllow }: { account: EmailAccount; onAllow: () => void }) {
  const prose = useProse();
  // Over SMTP there is no such permission to ask for.
  if (account.wire === 'smtp') return null;
  if (mayRead(account.scopes)) return <p className={prose.small}>{paceTexts.mayLook}</p>;
  if (!account.mayReconnect) return null;
  // What Microsoft will ask for (Mail.ReadWrite), and Google (gmail.readonly).
  const permission = account.wire === 'graph' ? mailboxTexts.permissions.change : mailboxTexts.permissions.read;
  return (
    <div className={prose.tight}>
      <p className={prose.small}>{paceTexts.look(permission)}</p>
      <div>
        <Button size="small" aria-label={paceTexts.allowNamed} onClick={onAllow}>
          {paceTexts.allow}
        </Button>
      </div>
    </div>
  );
}
