/** While the other window is open: what to do there, what to do when it is gone, and the end by itself. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircle48Filled } from '@fluentui/react-icons';
import { dialogHelp } from '../../shared/help/dialogHelp.ts';
import { Footer } from '../ui/Footer.tsx';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { Screen } from '../ui/Screen.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import { serverTexts } from '../ui/texts/serverTexts.ts';
import { texts } from '../ui/texts/texts.ts';
import { ConnectFailed } from './ConnectFailed.tsx';
import type { Connect, WindowState } from './connectFlow.ts';
import { isInWindow } from './connectFlow.ts';
import type { MailboxWish } from './mailboxWish.ts';
import { TypeCode } from './TypeCode.tsx';
import { usePane } from './usePane.ts';

const useStyles = makeStyles({
  done: { color: tokens.colorStatusSuccessForeground1, lineHeight: 0 },
  wide: { alignSelf: 'stretch' },
});

export interface ConnectingProps {
  state: Connect;
  /** Starts the same trip anew (inside the click); `more`: what is known about the mailbox by now. */
  onAgain: (more?: Partial<MailboxWish>) => void;
  /** Back to where the person came from. */
  onLeave: () => void;
}

export function Connecting({ state, onAgain, onLeave }: ConnectingProps) {
  if (state.at === 'failed') return <ConnectFailed failed={state} onAgain={onAgain} onLeave={onLeave} />;
  const ended = state.at === 'expired';
  const toRead = state.at === 'connected' && state.trouble !== null;
  return (
    <Screen
      title={connectTexts.connecting.title}
      onBack={onLeave}
      focusKey={ended ? 'ended' : 'running'}
      focusNow
      footer={
        <>
          {ended ? <Footer primary={{ label: texts.tryAgain, onClick: () => onAgain() }} /> : null}
          {toRead ? <Footer primary={{ label: connectTexts.connecting.goOn, onClick: onLeave }} /> : null}
        </>
      }
    >
      <Middle state={state} onAgain={() => onAgain()} />
    </Screen>
  );
}

function Middle({ state, onAgain }: { state: Exclude<Connect, { at: 'failed' }>; onAgain: () => void }) {
  const { connect } = usePane();
  const purpose = connect.purpose();
  const whom = purpose.kind === 'sign-in' ? 'Microsoft' : purpose.wish.name;
  switch (state.at) {
    case 'idle':
    case 'starting':
      return <Waiting title={connectTexts.connecting.starting} />;
    case 'waiting': {
      const refused = purpose.kind === 'sign-in' && purpose.officeRefused === true;
      const next = refused ? connectTexts.connecting.officeRefused : connectTexts.connecting.waitingNext;
      return <Waiting title={connectTexts.connecting.waiting(whom)} next={next} window={state.window} />;
    }
    case 'confirm':
      return (
        <Waiting
          title={connectTexts.connecting.confirm}
          next={connectTexts.connecting.confirmNext}
          window={state.window}
          onGone={onAgain}
        />
      );
    case 'code':
      return state.ask ? <TypeCode state={state} onAgain={onAgain} /> : <Waiting title={connectTexts.connecting.code} />;
    case 'finishing':
      return <Waiting title={connectTexts.connecting.finishing} />;
    case 'connected':
      return <Done email={state.email} trouble={state.trouble} />;
    case 'expired':
      return (
        <Note tone="warn" live>
          <p>{connectTexts.connecting.expired}</p>
          <p>{connectTexts.connecting.expiredNext}</p>
        </Note>
      );
  }
}

interface WaitingProps {
  title: string;
  next?: string;
  window?: WindowState;
  /** Where the window shows something only once, so that opening it again would lead nowhere: a new attempt. */
  onGone?: () => void;
}

function Waiting({ title, next, window, onGone }: WaitingProps) {
  const prose = useProse();
  const { connect } = usePane();
  // Then nothing goes on by itself before the person did something.
  const trouble = window?.kind === 'trouble' ? troubleTitle(window.code) : null;
  return (
    <div className={prose.middle}>
      {trouble === null ? <Spinner size="large" aria-label={texts.loading} /> : null}
      <div role="status">
        <h2 className={prose.h2}>{trouble ?? title}</h2>
        {next && trouble === null ? <p className={prose.p}>{next}</p> : null}
      </div>
      {window ? <WindowNote window={window} /> : null}
      {window && isInWindow(connect.state()) ? (
        <Button appearance={window.kind === 'open' ? 'subtle' : 'primary'} onClick={onGone ?? (() => connect.reopen())}>
          {onGone
            ? connectTexts.connecting.startAgain
            : trouble === null
              ? connectTexts.connecting.again
              : connectTexts.connecting.open}
        </Button>
      ) : null}
    </div>
  );
}

/** Page missing, or not over https: the window is there, and shows nothing of ours. */
const NO_PAGE = [12002, 12003];

function troubleTitle(code: number): string {
  return NO_PAGE.includes(code) ? connectTexts.connecting.noPage : connectTexts.connecting.notOpen;
}

function WindowNote({ window }: { window: WindowState }) {
  const styles = useStyles();
  const prose = useProse();
  if (window.kind === 'open') return null;
  const help = dialogHelp(window.kind === 'closed' ? 12006 : window.code);
  // Whoever is told about it needs the number.
  const number = window.kind === 'trouble' && help.who !== 'user' ? connectTexts.connecting.officeSays(window.code) : null;
  return (
    <div className={styles.wide}>
      <Note tone={window.kind === 'closed' ? 'info' : 'warn'} live>
        <p className={prose.p} style={{ textAlign: 'left' }}>
          {serverTexts.window(window.kind === 'closed' ? 12006 : window.code) ?? help.text}
        </p>
        {number === null ? null : <p className={prose.small}>{number}</p>}
      </Note>
    </div>
  );
}

function Done({ email, trouble }: { email: string | null; trouble: string | null }) {
  const styles = useStyles();
  const prose = useProse();
  return (
    <div className={prose.middle} role="status">
      <span className={styles.done}>
        <CheckmarkCircle48Filled aria-hidden="true" />
      </span>
      <h2 className={prose.h2}>{connectTexts.connecting.connected(email)}</h2>
      {trouble === null ? null : (
        <Note tone="warn">
          <p className={prose.p} style={{ textAlign: 'left' }}>
            {trouble}
          </p>
        </Note>
      )}
    </div>
  );
}
