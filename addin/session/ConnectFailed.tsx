/** Why it did not work, and the one way on: the administrator's note, the address that was missing, or just again. */
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../api/call.ts';
import { failureLine } from '../ui/failureLines.ts';
import { Footer } from '../ui/Footer.tsx';
import { LateFold } from '../ui/Panel.tsx';
import { Problem } from '../ui/Problem.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { AdminNote, NoteText, SignInAdminNote } from './AdminNote.tsx';
import type { Attempt, Connect } from './connectFlow.ts';
import type { MailboxWish } from './mailboxWish.ts';
import type { Purpose } from './askConnection.ts';
import { usePane } from './usePane.ts';

interface Ways {
  /** Starts the same trip anew, inside the click; `more`: what is known by now. */
  onAgain: (more?: Partial<MailboxWish>) => void;
  onLeave: () => void;
}

export interface ConnectFailedProps extends Ways {
  failed: Extract<Connect, { at: 'failed' }>;
}

export function ConnectFailed({ failed: { failure, attempt }, onAgain, onLeave }: ConnectFailedProps) {
  const { connect } = usePane();
  const purpose = connect.purpose();
  if (failure.code === 'CONNECT_NEEDS_ADMIN' || (failure.code === 'CONNECT_DECLINED' && isAtMicrosoft(purpose))) {
    return <NeedsAdmin failure={failure} purpose={purpose} attempt={attempt} onAgain={onAgain} onLeave={onLeave} />;
  }
  if (failure.code === 'ADDRESS_NEEDED' && purpose.kind === 'mailbox') {
    return <AskAddress failure={failure} onAgain={onAgain} onLeave={onLeave} />;
  }
  return (
    <Screen
      title={connectTexts.connecting.title}
      onBack={onLeave}
      focusNow
      footer={<Footer primary={{ label: texts.tryAgain, onClick: () => onAgain() }} />}
    >
      <Problem failure={failure} />
    </Screen>
  );
}

interface Refused extends Ways {
  failure: Failure;
}

/** Only Microsoft has a page on which an administrator allows an app for everybody. */
function isAtMicrosoft(purpose: Purpose): boolean {
  return purpose.kind === 'sign-in' || purpose.wish.name === 'Microsoft';
}

/** Somebody who may not say yes has only a no to press on Microsoft's page: so after one the note is there too, folded. */
function NeedsAdmin({ failure, purpose, attempt, onAgain, onLeave }: Refused & { purpose: Purpose; attempt: Attempt | null }) {
  const [granted, setGranted] = useState(false);
  const label = granted ? connectTexts.administrator.connectNow : texts.tryAgain;
  const note = <NoteFor purpose={purpose} attempt={attempt} onGranted={() => setGranted(true)} />;
  return (
    <Screen
      title={connectTexts.connecting.title}
      onBack={onLeave}
      focusNow
      footer={<Footer primary={{ label, onClick: () => onAgain() }} />}
    >
      {granted ? null : <Problem failure={failure} />}
      {failure.code === 'CONNECT_DECLINED' ? <LateFold summary={connectTexts.administrator.wanted}>{note}</LateFold> : note}
    </Screen>
  );
}

function NoteFor({ purpose, attempt, onGranted }: { purpose: Purpose; attempt: Attempt | null; onGranted: () => void }) {
  const { origin } = usePane();
  if (purpose.kind === 'mailbox') {
    const { providerKey, features, tenant } = purpose.wish;
    return <AdminNote providerKey={providerKey} features={features} tenant={tenant} onGranted={onGranted} />;
  }
  if (attempt === null || attempt.verifier === null) return <NoteText text={connectTexts.administrator.plain(origin)} />;
  return <SignInAdminNote connectId={attempt.connectId} verifier={attempt.verifier} onGranted={onGranted} />;
}

/** Some mail services do not say whose mailbox it is: its address goes along as `loginHint`. */
function AskAddress({ failure, onAgain, onLeave }: Refused) {
  const prose = useProse();
  const [typed, setTyped] = useState('');
  const address = typed.trim();
  const complete = /^\S+@\S+$/.test(address);
  const go = () => {
    if (complete) onAgain({ loginHint: address });
  };
  return (
    <Screen
      title={connectTexts.connecting.title}
      onBack={onLeave}
      footer={<Footer primary={{ label: connectTexts.connecting.goOn, onClick: go, disabled: !complete }} />}
    >
      <h2 className={prose.h2}>{connectTexts.connecting.addressTitle}</h2>
      <p className={prose.p}>{failureLine(failure)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Field label={connectTexts.connecting.addressLabel}>
          <Input
            type="email"
            autoFocus
            autoComplete="email"
            placeholder={connectTexts.connecting.addressHint}
            value={typed}
            onChange={(_, data) => setTyped(data.value)}
          />
        </Field>
      </form>
    </Screen>
  );
}
