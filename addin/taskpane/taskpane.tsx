/** The page: the only place that touches the browser's globals and puts the parts together. */
import { FluentProvider, makeStyles, tokens, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { lazy, StrictMode, Suspense, useMemo, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { Call } from '../api/call.ts';
import { createCall } from '../api/call.ts';
import { CallProvider } from '../api/useCall.ts';
import { browserWindow, officeWindow } from '../office/dialogWindow.ts';
import type { Host } from '../office/host.ts';
import { dialogUiOf, displayLanguageOf, isOnPhone, officeOfPage, readHost } from '../office/host.ts';
import { nestedTokens } from '../office/nestedTokens.ts';
import type { LookWatch } from '../office/theme.ts';
import { watchLook } from '../office/theme.ts';
import { createComeBack } from '../session/comeBack.ts';
import type { SessionKeeper } from '../session/keepSession.ts';
import { keepSession } from '../session/keepSession.ts';
import type { NestedSession } from '../session/nestedSession.ts';
import { createNestedSession } from '../session/nestedSession.ts';
import type { Letters, LettersToCome } from '../session/letterWhenReady.ts';
import { letterWhenReady } from '../session/letterWhenReady.ts';
import { createPaneStorage } from '../session/paneStorage.ts';
import { createConnectRun } from '../session/runConnect.ts';
import type { Pane } from '../session/usePane.ts';
import { PaneProvider } from '../session/usePane.ts';
import { keepLocale } from '../ui/userLocale.ts';
import { App } from './App.tsx';
import { LoadAgain } from './LoadAgain.tsx';
import { loadHome } from './loadHome.ts';

const OnPhone = lazy(async () => ({ default: (await import('./OnPhone.tsx')).OnPhone }));

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
});

interface Parts {
  call: Call;
  pane: Omit<Pane, 'letterSource'>;
  letters: LettersToCome;
  looks: LookWatch;
}

const THEMES = { light: webLightTheme, dark: webDarkTheme };

function Page({ call, pane, letters, looks }: Parts) {
  const styles = useStyles();
  const { shade, tokens: own } = useSyncExternalStore(looks.subscribe, looks.now);
  const theme = useMemo(() => ({ ...THEMES[shade], ...own }), [shade, own]);
  return (
    // The scheme is for what the browser draws itself: selects, dates, scroll bars.
    <FluentProvider theme={theme} className={styles.page} style={{ colorScheme: shade }}>
      <LoadAgain storage={pane.storage} reload={() => window.location.reload()}>
        <CallProvider value={call}>
          <Inside pane={pane} letters={letters} />
        </CallProvider>
      </LoadAgain>
    </FluentProvider>
  );
}

function Inside({ pane: lasting, letters }: Pick<Parts, 'pane' | 'letters'>) {
  const source = useSyncExternalStore(letters.subscribe, letters.now);
  const pane = useMemo(() => ({ ...lasting, letterSource: source ?? null }), [lasting, source]);
  return (
    <PaneProvider value={pane}>
      <Suspense fallback={null}>{isOnPhone(pane.host) ? <OnPhone /> : <App canMerge={source !== undefined} />}</Suspense>
    </PaneProvider>
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

function compose(host: Host): Pick<Parts, 'call' | 'pane'> {
  const office = officeOfPage();
  const storage = createPaneStorage(() => window.localStorage, host.storagePrefix);
  const session = keepSession(storage, Date.now);
  const { lang: language } = document.documentElement;
  const call = createCall({
    fetch: (...args) => window.fetch(...args),
    token: session.token,
    language,
    onSessionRefused: session.drop,
  });
  const { origin } = window.location;
  const where = { origin, platform: host.platform };
  const openWindow = host.hasDialogs && office ? officeWindow(dialogUiOf(office), where, pause) : browserWindow(window);
  const nested = nestedOf(host, call, session);
  const connect = createConnectRun({ call, session, openWindow, later, nested, language });
  const comeBack = createComeBack({ call, session, nested, storage, now: Date.now });
  const pane = { host, origin, storage, session, connect, comeBack, now: Date.now, newKey: () => crypto.randomUUID() };
  return { call, pane };
}

/** Without Office's own windows there would be no second step: a browser opens one only inside a click. */
function nestedOf(host: Host, call: Call, session: SessionKeeper): NestedSession | null {
  if (!host.hasDialogs) return null;
  const getToken = nestedTokens(officeOfPage()?.context, {
    open: async (ask) => (await import(/* webpackChunkName: "msal" */ '../office/msalNested.ts')).openNestedApp(ask),
    wait: pause,
  });
  return getToken && createNestedSession({ call, session, getToken });
}

/** What only one kind of host needs is loaded only there. */
async function lettersOf(host: Host): Promise<Letters> {
  const office = officeOfPage();
  if (host.name === 'word' && office) {
    const { wordOfPage } = await import('../office/wordOfPage.ts');
    return always(wordOfPage(office, host.platform, window));
  }
  if (host.name !== 'outlook' || !office || isOnPhone(host)) return always(null);
  const [{ outlookOfPage }, { draftTexts }, { FILE_BYTES_MAX }] = await Promise.all([
    import('../office/outlookOfPage.ts'),
    import('../ui/texts/draftTexts.ts'),
    import('../../shared/api/draftLimits.ts'),
  ]);
  return outlookOfPage(office, draftTexts.remarks, FILE_BYTES_MAX, window);
}

function always(source: Pane['letterSource']): Letters {
  return { now: () => source, subscribe: () => () => undefined };
}

/** Whoever was signed in gets their own first screen: it is loaded while Office still makes itself ready. */
function beginHome(): void {
  try {
    if (Object.keys(window.localStorage).some((key) => key.endsWith('mergepost.session'))) loadHome().catch(() => undefined);
  } catch {
    // A browser that forbids storage keeps nobody signed in.
  }
}

async function main(): Promise<void> {
  beginHome();
  const host = await readHost(officeOfPage());
  keepLocale(document.documentElement, [displayLanguageOf(officeOfPage()), navigator.language]);
  const root = document.getElementById('pane');
  if (!root) throw new Error('The page has no place for the pane');
  const composed = compose(host);
  void composed.pane.comeBack.start();
  const looks = watchLook(officeOfPage()?.context, window, THEMES);
  const parts = { ...composed, looks, letters: letterWhenReady(lettersOf(host)) };
  createRoot(root).render(
    <StrictMode>
      <Page {...parts} />
    </StrictMode>,
  );
}

void main();
