/** How the pane looks now: as the Office around it where that tells its colours, else as the system; and every time that changes. */
import { type Look, lookOfOffice, type OfficeColours, type Standard } from './officeLook.ts';

/** What of `Office.context` is needed. */
export interface ThemeSource {
  /** Word on computers works it out at each look; elsewhere it stays as it was at the start, or is missing. */
  officeTheme?: OfficeColours | null;
  mailbox?: { addHandlerAsync?: (event: string, handler: (happened: { officeTheme?: OfficeColours }) => void) => void } | null;
}

/** `window`, as far as it is needed. */
export interface ThemePage {
  matchMedia: (query: string) => { matches: boolean; addEventListener: (type: 'change', handler: () => void) => void };
  addEventListener: (type: 'focus', handler: () => void) => void;
}

export interface LookWatch {
  now: () => Look;
  /** Calls back when it is another one; answers with the function that ends it. */
  subscribe: (changed: () => void) => () => void;
}

/** Office.EventType.OfficeThemeChanged (Mailbox 1.14). Word has no such event: there the pane looks when somebody comes back to it. */
const THEME_CHANGED = 'officeThemeChanged';

/** Listens as long as the page lives. */
export function watchLook(office: ThemeSource | undefined, page: ThemePage, standard: Standard): LookWatch {
  const listeners = new Set<() => void>();
  const system = page.matchMedia('(prefers-color-scheme: dark)');
  // The event's own colours: Outlook on computers still has the former ones in its context then (office-js #6348).
  let told: OfficeColours | undefined;
  const read = (): Look =>
    lookOfOffice(told ?? themeOf(office), standard) ?? { shade: system.matches ? 'dark' : 'light', tokens: {} };
  let look = read();
  const again = () => {
    const fresh = read();
    if (JSON.stringify(fresh) === JSON.stringify(look)) return;
    look = fresh;
    for (const changed of listeners) changed();
  };
  system.addEventListener('change', again);
  page.addEventListener('focus', again);
  try {
    office?.mailbox?.addHandlerAsync?.(THEME_CHANGED, ({ officeTheme }) => {
      told = officeTheme;
      again();
    });
  } catch {
    // An older Outlook does not know the event; its colours do not change while it runs.
  }
  return {
    now: () => look,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

/** Reading it asks Word, which may be busy. */
function themeOf(office: ThemeSource | undefined): OfficeColours | null | undefined {
  try {
    return office?.officeTheme;
  } catch {
    return null;
  }
}
