/** Which screen is shown. Screens that nobody sees at first are loaded when they are needed. */
import type { ReactNode } from 'react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { about } from '../../shared/api/session.ts';
import { useCallClient, useLoaded } from '../api/useCall.ts';
import type { Connect } from '../session/connectFlow.ts';
import type { MailboxWish } from '../session/mailboxWish.ts';
import type { PaneStorage, RememberedDraft } from '../session/paneStorage.ts';
import { DRAFT_MEMORY, SHOWN_MEMORY } from '../session/paneStorage.ts';
import { useConnect, useIsComingBack, useIsSignedIn, usePane } from '../session/usePane.ts';
import { Welcome } from '../session/Welcome.tsx';
import { Placeholder } from '../ui/Placeholder.tsx';
import { SandboxBanner } from '../ui/SandboxBanner.tsx';
import { useDelayed } from '../ui/useDelayed.ts';
import { loadHome } from './loadHome.ts';

const Home = lazy(loadHome);
const Connecting = lazy(async () => ({
  default: (await import(/* webpackPrefetch: true */ '../session/Connecting.tsx')).Connecting,
}));
const Merge = lazy(async () => ({ default: (await import(/* webpackPrefetch: true */ '../merge/Merge.tsx')).Merge }));
const CampaignView = lazy(async () => ({ default: (await import('../campaigns/CampaignView.tsx')).CampaignView }));
const Mailboxes = lazy(async () => ({ default: (await import('../accounts/Mailboxes.tsx')).Mailboxes }));
const Administration = lazy(async () => ({ default: (await import('../admin/Administration.tsx')).Administration }));
const AdminWarnings = lazy(async () => ({ default: (await import('../admin/AdminWarnings.tsx')).AdminWarnings }));

type Shown =
  | { screen: 'home' }
  | { screen: 'merge'; draftId: string | null; visit: number }
  | { screen: 'campaign'; id: string }
  | { screen: 'mailboxes' }
  | { screen: 'admin' };

const SCREENS: readonly Shown['screen'][] = ['home', 'merge', 'campaign', 'mailboxes', 'admin'];
const HOME: Shown = { screen: 'home' };

/** How long "Connected as …" stays before the pane goes on. */
const CONNECTED_MS = 1400;
const RENEW_LOOK_MS = 60_000;

/** `canMerge`: false as long as it is not known where letters come from; a merge reads its letter when it opens. */
export function App({ canMerge = true }: { canMerge?: boolean }) {
  const loaded = useLoaded(about);
  const { connect, session } = usePane();
  const state = useConnect();
  const signedIn = useIsSignedIn();
  const comingBack = useIsComingBack();
  useRenewal();
  useGoOn(state);
  const start = (wish: MailboxWish) => connect.start({ kind: 'mailbox', wish });
  const again = (more: Partial<MailboxWish> = {}) => {
    const purpose = connect.purpose();
    // Whoever was signed out meanwhile has to sign in first.
    if (signedIn && purpose.kind === 'mailbox') start({ ...purpose.wish, ...more });
    else connect.start({ kind: 'sign-in' });
  };
  const connecting = state.at !== 'idle';
  return (
    <>
      {loaded.value?.mode === 'sandbox' ? <SandboxBanner mailboxUrl={loaded.value.mailboxUrl ?? null} /> : null}
      {connecting ? (
        <Suspense fallback={null}>
          <Connecting state={state} onAgain={again} onLeave={connect.leave} />
        </Suspense>
      ) : null}
      {!connecting && !signedIn ? comingBack ? <ComingBack /> : <Welcome about={loaded.value} /> : null}
      {/* The screens stay while a further mailbox is connected, so that nothing in them is lost; nobody sees them meanwhile.
          Where somebody else signs in instead, what the first one had open goes. */}
      {signedIn ? <Screens key={session.user()?.id} hidden={connecting} canMerge={canMerge} onConnect={start} /> : null}
    </>
  );
}

interface ScreensProps {
  hidden: boolean;
  canMerge: boolean;
  onConnect: (wish: MailboxWish) => void;
}

function Screens({ hidden, canMerge, onConnect }: ScreensProps) {
  const { storage, session } = usePane();
  const [shown, setShown] = useState<Shown>(() => whereItWas(storage));
  const [visits, setVisits] = useState(0);
  useEffect(() => storage.write(SHOWN_MEMORY, shown), [shown, storage]);
  useEffect(() => {
    // What had the focus was the connection's; a screen that only comes back does not take it by itself.
    if (!hidden && document.activeElement === document.body && document.hasFocus()) document.querySelector('h1')?.focus();
  }, [hidden]);
  const home = () => setShown({ screen: 'home' });
  const merge = (draftId: string | null) => {
    if (draftId === null) storage.forget(DRAFT_MEMORY);
    setVisits(visits + 1);
    setShown({ screen: 'merge', draftId, visit: visits + 1 });
  };
  const campaign = (id: string) => setShown({ screen: 'campaign', id });
  const mailboxes = () => setShown({ screen: 'mailboxes' });
  const admin = () => setShown({ screen: 'admin' });
  const isAdmin = session.user()?.role === 'admin';
  const notice: ReactNode = isAdmin ? <AdminWarnings onOpen={admin} /> : null;
  return (
    <div hidden={hidden} style={hidden ? undefined : { display: 'contents' }}>
      <Suspense fallback={null}>
        {shown.screen === 'home' ? (
          <Home onNew={() => merge(null)} onDraft={merge} onCampaign={campaign} onMailboxes={mailboxes} notice={notice} />
        ) : null}
        {shown.screen === 'merge' && canMerge ? (
          <Merge key={shown.visit} draftId={shown.draftId} onLeave={home} onStarted={campaign} onConnect={onConnect} />
        ) : null}
        {shown.screen === 'campaign' ? (
          <CampaignView
            key={shown.id}
            id={shown.id}
            onLeave={home}
            onNew={() => merge(null)}
            onDraft={merge}
            onMailboxes={mailboxes}
          />
        ) : null}
        {shown.screen === 'mailboxes' ? (
          <Mailboxes onLeave={home} onConnect={onConnect} onAdmin={isAdmin ? admin : null} />
        ) : null}
        {shown.screen === 'admin' ? <Administration onLeave={mailboxes} /> : null}
      </Suspense>
    </div>
  );
}

/** The screen that was open when the pane closed; a draft that was begun in it included. */
function whereItWas(storage: PaneStorage): Shown {
  const kept = storage.read(SHOWN_MEMORY) as Shown | null;
  // Another version of the pane may have had screens that this one lacks.
  const shown = kept !== null && SCREENS.includes(kept.screen) ? kept : HOME;
  if (shown.screen !== 'merge' || shown.draftId !== null) return shown;
  return { ...shown, draftId: (storage.read(DRAFT_MEMORY) as RememberedDraft | null)?.id ?? null };
}

/** Quiet for a moment: the door is not shown to somebody who is about to be inside. */
function ComingBack() {
  return <main>{useDelayed(true) ? <Placeholder /> : null}</main>;
}

/** "Connected as …" turns into the screen where the person was. */
function useGoOn(state: Connect): void {
  const { connect } = usePane();
  useEffect(() => {
    // What has to be read first does not go away by itself.
    if (state.at !== 'connected' || state.trouble !== null) return undefined;
    const timer = setTimeout(() => connect.leave(), CONNECTED_MS);
    return () => clearTimeout(timer);
  }, [connect, state]);
}

function useRenewal(): void {
  const call = useCallClient();
  const { session } = usePane();
  useEffect(() => {
    const look = () => void session.renewIfDue(call);
    look();
    const timer = setInterval(look, RENEW_LOOK_MS);
    return () => clearInterval(timer);
  }, [call, session]);
}
