/** What the page hands down to its screens: where it runs, what it remembers, who is there, how windows open. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { about } from '../../shared/api/session.ts';
import type { Output } from '../../shared/api/route.ts';
import type { Host } from '../office/host.ts';
import type { LetterSource } from '../office/letterSource.ts';
import type { ComeBack } from './comeBack.ts';
import type { Connect } from './connectFlow.ts';
import type { SessionKeeper } from './keepSession.ts';
import type { PaneStorage } from './paneStorage.ts';
import type { ConnectRun } from './runConnect.ts';

export interface Pane {
  host: Host;
  origin: string;
  storage: PaneStorage;
  session: SessionKeeper;
  connect: ConnectRun;
  comeBack: ComeBack;
  /** The open document or draft; null where there is none (browser, a mail that is read). */
  letterSource: LetterSource | null;
  now: () => number;
  /** A fresh Idempotency-Key. */
  newKey: () => string;
}

export type About = Output<typeof about>;

const PaneContext = createContext<Pane | null>(null);
export const PaneProvider = PaneContext.Provider;

export function usePane(): Pane {
  const pane = useContext(PaneContext);
  if (!pane) throw new Error('PaneProvider is missing above this component');
  return pane;
}

export function useConnect(): Connect {
  const { connect } = usePane();
  return useSyncExternalStore(connect.subscribe, connect.state);
}

export function useIsSignedIn(): boolean {
  const { session } = usePane();
  return useSyncExternalStore(session.subscribe, () => session.token() !== null);
}

/** Somebody is likely to be signed in again in a moment, without a click. */
export function useIsComingBack(): boolean {
  const { comeBack } = usePane();
  return useSyncExternalStore(comeBack.subscribe, comeBack.busy);
}
