/** Where the pane runs. The only folder that says `Office`: everybody else gets data. */
import type { DialogUi } from './dialogWindow.ts';

export type HostName = 'browser' | 'word' | 'outlook' | 'other';

export interface Host {
  name: HostName;
  /** Office's own word for the platform (PC, Mac, OfficeOnline …); null in a browser. */
  platform: string | null;
  /** Prefix for everything kept in localStorage; Office on the web partitions storage by it. Empty in a browser. */
  storagePrefix: string;
  /** Whether windows are opened by Office's dialog API. */
  hasDialogs: boolean;
}

/** What of office.js this file needs; the real `Office` fits, and so does a plain object in a test. */
export interface OfficeStart {
  onReady: () => Promise<{ host: unknown; platform: unknown }>;
  context: { partitionKey?: string; ui?: { displayDialogAsync?: unknown }; requirements?: unknown };
}

const BROWSER: Host = { name: 'browser', platform: null, storagePrefix: '', hasDialogs: false };

/**
 * Answers when Office is ready. Outside Office `Office` is missing (our browser page does not load it) or says host null.
 * office.js that never answers (blocked network, half-loaded) must not leave an empty pane: after `patienceMs` it is a browser.
 */
export async function readHost(office: OfficeStart | undefined, patienceMs = 8000): Promise<Host> {
  if (!office) return BROWSER;
  const info = await Promise.race([
    office.onReady(),
    new Promise<null>((resolve) => {
      setTimeout(() => resolve(null), patienceMs);
    }),
  ]);
  if (!info?.host) return BROWSER;
  return {
    name: hostName(info.host),
    platform: typeof info.platform === 'string' ? info.platform : null,
    storagePrefix: office.context.partitionKey ?? '',
    hasDialogs: typeof office.context.ui?.displayDialogAsync === 'function',
  };
}

/** The language Office shows itself in (`de-DE`); null outside of it, and until it is ready. */
export function displayLanguageOf(office: { context?: { displayLanguage?: unknown } | null } | undefined): string | null {
  const language = office?.context?.displayLanguage;
  return typeof language === 'string' && language !== '' ? language : null;
}

/** `Office` of this page, where office.js is loaded. */
export function officeOfPage(): typeof Office | undefined {
  return (globalThis as { Office?: typeof Office }).Office;
}

/** Outlook for phones, where there is no room for a merge. */
export function isOnPhone({ name, platform }: Pick<Host, 'name' | 'platform'>): boolean {
  return name === 'outlook' && (platform === 'iOS' || platform === 'Android');
}

function hostName(host: unknown): HostName {
  if (host === 'Word') return 'word';
  return host === 'Outlook' ? 'outlook' : 'other';
}

/** The parts of Office in the shape our code asks for. Its own types insist on enum objects that exist only at run time. */
export function dialogUiOf(office: typeof Office): DialogUi {
  return office.context.ui as unknown as DialogUi;
}
