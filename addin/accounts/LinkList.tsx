/** The links so far: what became of each. */
import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import type { ConnectLink } from '../../shared/api/links.ts';
import { revokeLink } from '../../shared/api/links.ts';
import { useAction } from '../api/useCall.ts';
import { usePane } from '../session/usePane.ts';
import { formatMoment } from '../ui/format.ts';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { mailboxTexts } from '../ui/texts/mailboxTexts.ts';

const words = mailboxTexts.links;

const useStyles = makeStyles({
  note: { overflowWrap: 'anywhere' },
  text: { flexGrow: 1 },
});

export function LinkList({ links, onChanged }: { links: readonly ConnectLink[]; onChanged: () => void }) {
  const prose = useProse();
  const revoke = useAction(revokeLink);
  if (links.length === 0) return null;
  const withdraw = async (linkId: string) => {
    await revoke.run({ params: { linkId } });
    onChanged();
  };
  return (
    <section className={prose.stack} aria-label={words.list}>
      <h3 className={prose.h3}>{words.list}</h3>
      <ul className={prose.list}>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} onRevoke={() => void withdraw(link.id)} />
        ))}
      </ul>
      {revoke.failure ? <SmallProblem failure={revoke.failure} /> : null}
    </section>
  );
}

function LinkRow({ link, onRevoke }: { link: ConnectLink; onRevoke: () => void }) {
  const prose = useProse();
  const styles = useStyles();
  const note = link.note ?? words.noNote;
  return (
    <li className={prose.spread}>
      <div className={mergeClasses(prose.tight, styles.text)}>
        <span className={mergeClasses(prose.p, styles.note)}>{note}</span>
        <StatusLine link={link} />
      </div>
      {link.status === 'open' ? (
        <Button size="small" appearance="subtle" aria-label={words.revokeNamed(note)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      ) : null}
    </li>
  );
}

function StatusLine({ link }: { link: ConnectLink }) {
  const prose = useProse();
  const styles = useStyles();
  const { now } = usePane();
  const moment = (iso: string) => formatMoment(iso, now());
  return <span className={mergeClasses(prose.small, styles.note)}>{statusOf(link, moment)}</span>;
}

function statusOf(link: ConnectLink, moment: (iso: string) => string): string {
  switch (link.status) {
    case 'open':
      return words.statuses.open(moment(link.expiresAt));
    case 'used':
      return words.statuses.used(moment(link.usedAt ?? link.expiresAt), link.emailAddress);
    case 'expired':
      return words.statuses.expired(moment(link.expiresAt));
    case 'revoked':
      return words.statuses.revoked;
  }
}
