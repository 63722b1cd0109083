/** A ready note for the administrator who has to agree first; notices by itself when they have. */
import { Button, Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Mail16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useState } from 'react';
import type { Feature } from '../../shared/api/accounts.ts';
import type { AskedConsent, ConsentStatus } from '../../shared/api/apps.ts';
import { adminConsentStatus, askAdminConsent } from '../../shared/api/apps.ts';
import { askSignInConsent, signInConsentStatus } from '../../shared/api/session.ts';
import type { Loaded } from '../api/useCall.ts';
import { useCallClient, useLoaded } from '../api/useCall.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Card, Fold, Note } from '../ui/Panel.tsx';
import { SmallProblem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import { TextLink } from '../ui/TextLink.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import type { LookAtConsent } from './useConsentStatus.ts';
import { useConsentStatus } from './useConsentStatus.ts';
import { usePane } from './usePane.ts';

const useStyles = makeStyles({
  // A long note must not push away the buttons that send it.
  note: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: '220px', overflowY: 'auto' },
  other: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, paddingTop: tokens.spacingVerticalS },
});

interface Shown {
  /** Told once, when they have agreed. */
  onGranted?: () => void;
  /** Shows the link itself too: for somebody who may be that administrator. */
  withLink?: boolean;
}

export interface AdminNoteProps extends Shown {
  providerKey: string;
  features?: Feature[] | undefined;
  /** Number or domain of the organisation that is to agree; without one it is whichever administrator opens the link. */
  tenant?: string | undefined;
}

/** For somebody who is signed in: the link belongs to them. */
export function AdminNote({ providerKey, features, tenant, ...shown }: AdminNoteProps) {
  const call = useCallClient();
  const [other, setOther] = useState<string | null>(null);
  const of = other ?? tenant;
  const body = { ...(features && { features }), ...(of !== undefined && { tenant: of }) };
  const asked = useLoaded(askAdminConsent, { params: { providerKey }, body });
  const look = useCallback<LookAtConsent>(
    async (id) => {
      const answer = await call(adminConsentStatus, { params: { id } });
      return answer.ok ? answer.value.status : null;
    },
    [call],
  );
  return <Written asked={asked} look={look} onOther={setOther} {...shown} />;
}

/** For somebody who was turned away at the very first sign-in: the link belongs to that attempt, which `verifier` proves. */
export function SignInAdminNote({ connectId, verifier, ...shown }: Shown & { connectId: string; verifier: string }) {
  const call = useCallClient();
  const [tenant, setTenant] = useState<string | null>(null);
  const body = { verifier, ...(tenant !== null && { tenant }) };
  const asked = useLoaded(askSignInConsent, { params: { connectId }, body });
  const look = useCallback<LookAtConsent>(
    async (id) => {
      const answer = await call(signInConsentStatus, { params: { connectId, id } });
      return answer.ok ? answer.value.status : null;
    },
    [call, connectId],
  );
  return <Written asked={asked} look={look} onOther={setTenant} {...shown} />;
}

interface WrittenProps extends Shown {
  asked: Loaded<AskedConsent>;
  look: LookAtConsent;
  onOther: (tenant: string) => void;
}

function Written({ asked, onOther, ...shown }: WrittenProps) {
  const prose = useProse();
  const { origin } = usePane();
  const slow = useDelayed(asked.loading);
  if (asked.failure) {
    return (
      <NoteText text={connectTexts.administrator.plain(origin)}>
        <SmallProblem failure={asked.failure} />
        <p className={prose.small}>{connectTexts.administrator.noLink}</p>
        <OtherOrganisation onChoose={onOther} />
      </NoteText>
    );
  }
  if (asked.value === null || asked.loading) {
    return slow ? <p className={prose.small}>{connectTexts.administrator.writing}</p> : null;
  }
  return <Asked key={asked.value.id} asked={asked.value} onRenew={asked.reload} onOther={onOther} {...shown} />;
}

interface AskedProps extends Shown {
  asked: AskedConsent;
  look: LookAtConsent;
  onRenew: () => void;
  onOther: (tenant: string) => void;
}

function Asked({ asked, look, onRenew, onOther, onGranted, withLink = false }: AskedProps) {
  const prose = useProse();
  const { id, note, url } = asked;
  const status = useConsentStatus(id, look);
  useEffect(() => {
    if (status === 'granted') onGranted?.();
    // Told once; `onGranted` is new on every paint.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies, react-hooks/exhaustive-deps
  }, [status]);
  if (status === 'granted') return <Told tone="good" text={connectTexts.administrator.granted} />;
  return (
    <NoteText text={note.includes(url) ? note : `${note}\n\n${url}`}>
      {withLink ? (
        <p className={prose.p}>
          <TextLink href={url}>{connectTexts.administrator.openLink}</TextLink>
        </p>
      ) : null}
      <Answer status={status} onRenew={onRenew} />
      <OtherOrganisation onChoose={onOther} />
    </NoteText>
  );
}

/** The mailbox may belong to another organisation than the person who is signed in here: then its administrator is another. */
function OtherOrganisation({ onChoose }: { onChoose: (tenant: string) => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const tenant = typed.trim();
  return (
    <Fold summary={connectTexts.administrator.other}>
      <form
        className={styles.other}
        onSubmit={(event) => {
          event.preventDefault();
          if (tenant !== '') onChoose(tenant);
        }}
      >
        <Field label={connectTexts.administrator.organisation} hint={connectTexts.administrator.organisationHint}>
          <Input autoComplete="off" spellCheck={false} value={typed} onChange={(_, data) => setTyped(data.value)} />
        </Field>
        <div>
          <Button type="submit" size="small" disabledFocusable={tenant === ''}>
            {connectTexts.administrator.renew}
          </Button>
        </div>
      </form>
    </Fold>
  );
}

/** The note itself, to copy or to send; what is known about the answer below it. */
export function NoteText({ text, children }: { text: string; children?: ReactNode }) {
  const styles = useStyles();
  const prose = useProse();
  return (
    <Card label={connectTexts.administrator.title}>
      <h2 className={prose.h3}>{connectTexts.administrator.title}</h2>
      <p className={mergeClasses(prose.small, styles.note)} tabIndex={0}>
        {text}
      </p>
      <div className={prose.wrap}>
        <CopyButton text={text} label={connectTexts.administrator.copy} />
        <Button as="a" size="small" appearance="subtle" icon={<Mail16Regular />} href={mailto(text)}>
          {connectTexts.administrator.mail}
        </Button>
      </div>
      {children}
    </Card>
  );
}

/** RFC 6068: lines of the body end with CR LF. */
function mailto(text: string): string {
  const subject = encodeURIComponent(connectTexts.administrator.subject);
  return `mailto:?subject=${subject}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;
}

function Answer({ status, onRenew }: { status: Exclude<ConsentStatus, 'granted'>; onRenew: () => void }) {
  const prose = useProse();
  switch (status) {
    case 'open':
      return (
        <p className={prose.small} role="status">
          {connectTexts.administrator.open}
        </p>
      );
    case 'declined':
      return <Told tone="warn" text={connectTexts.administrator.declined} />;
    case 'expired':
      return (
        <Told tone="info" text={connectTexts.administrator.expired}>
          <div>
            <Button size="small" onClick={onRenew}>
              {connectTexts.administrator.renew}
            </Button>
          </div>
        </Told>
      );
  }
}

function Told({ tone, text, children }: { tone: 'good' | 'warn' | 'info'; text: string; children?: ReactNode }) {
  const prose = useProse();
  return (
    <Note tone={tone} live>
      <p className={prose.p}>{text}</p>
      {children}
    </Note>
  );
}
