/** The connection window: Office's dialog inside Office, a browser window elsewhere. Both tell the same story. */
import type { ConnectMessage } from './connectMessage.ts';
import { CONNECT_CHANNEL, readConnectMessage } from './connectMessage.ts';

/**
 * Why a window did not open or ended, by Office's number (microsoft.md 4.2).
 * Source: "Handle errors and events in the Office dialog box"; 12008 and 12010–12014 only in office.js itself.
 */
export const DIALOG_TROUBLES = {
  12002: 'page-unreachable',
  12003: 'page-insecure',
  12004: 'domain-refused',
  12005: 'not-https',
  12006: 'closed',
  12007: 'already-open',
  12008: 'waiting-for-permission',
  12009: 'refused-by-person',
  12010: 'not-a-window',
  12011: 'popup-blocked',
  12012: 'other-window-open',
  12013: 'document-inactive',
  12014: 'parent-minimized',
} as const satisfies Record<number, string>;
export type DialogTrouble = (typeof DIALOG_TROUBLES)[keyof typeof DIALOG_TROUBLES] | 'unknown';

export type WindowEvent =
  | { kind: 'message'; message: ConnectMessage }
  /** "Looks closed", never "cancelled": a page with COOP looks closed as well while somebody types a password. */
  | { kind: 'closed' }
  | { kind: 'trouble'; trouble: DialogTrouble };

export interface ConnectWindow {
  /** Leads the window to our start page. Trouble arrives as an event. */
  show: (startUrl: string) => Promise<void>;
  close: () => void;
}

export type OpenConnectWindow = (onEvent: (event: WindowEvent) => void) => ConnectWindow;

export function troubleOf(code: number): DialogTrouble {
  return (DIALOG_TROUBLES as Record<number, DialogTrouble>)[code] ?? 'unknown';
}

/** What of `Office.context.ui` is needed. */
export interface DialogUi {
  displayDialogAsync(
    url: string,
    options: { height: number; width: number; promptBeforeOpen: boolean },
    done: (result: { status: string; error?: { code: number }; value?: OfficeDialog }) => void,
  ): void;
}
interface OfficeDialog {
  close: () => void;
  addEventHandler(
    type: string,
    handler: (event: { message?: string; origin?: string | undefined; error?: number }) => void,
  ): void;
}

const RETRIES = 5;
const RETRY_MS = 500;

/**
 * The window by Office's dialog API. `close()` of an earlier window is asynchronous, so 12007 is tried again for a while.
 * A message counts only from our own origin; old Office says no origin, and there the connectId and code still decide.
 */
export function officeWindow(ui: DialogUi, origin: string, wait: (ms: number) => Promise<void>): OpenConnectWindow {
  return (onEvent) => {
    let dialog: OfficeDialog | null = null;
    const listen = (opened: OfficeDialog) => {
      opened.addEventHandler('dialogMessageReceived', (event) => {
        if (event.origin !== undefined && event.origin !== origin) return;
        const message = readConnectMessage(event.message);
        if (message) onEvent({ kind: 'message', message });
      });
      opened.addEventHandler('dialogEventReceived', ({ error = 0 }) => {
        dialog = null;
        onEvent(error === 12006 ? { kind: 'closed' } : { kind: 'trouble', trouble: troubleOf(error) });
      });
    };
    const show = async (startUrl: string) => {
      const url = `${startUrl}${startUrl.includes('?') ? '&' : '?'}host=office`;
      for (let attempt = 0; ; attempt += 1) {
        const result = await display(ui, url);
        if (result.dialog) {
          dialog = result.dialog;
          listen(dialog);
          return;
        }
        if (result.code !== 12007 || attempt === RETRIES) {
          onEvent({ kind: 'trouble', trouble: troubleOf(result.code) });
          return;
        }
        await wait(RETRY_MS);
      }
    };
    return {
      show,
      close: () => {
        dialog?.close();
        dialog = null;
      },
    };
  };
}

function display(ui: DialogUi, url: string): Promise<{ dialog: OfficeDialog | null; code: number }> {
  return new Promise((resolve) => {
    ui.displayDialogAsync(url, { height: 65, width: 40, promptBeforeOpen: true }, (result) => {
      const dialog = result.status === 'succeeded' ? (result.value ?? null) : null;
      resolve({ dialog, code: result.error?.code ?? 0 });
    });
  });
}

/**
 * The window of a plain browser. It opens empty inside the click (otherwise the popup blocker takes it) and is led to the
 * start page once the server has named it.
 */
export function browserWindow(page: Window): OpenConnectWindow {
  return (onEvent) => {
    const popup = page.open('', 'mergepost-connect', 'popup,width=520,height=680');
    const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(CONNECT_CHANNEL) : null;
    let closedCheck = 0;
    const take = (data: unknown) => {
      const message = readConnectMessage(data);
      if (message) onEvent({ kind: 'message', message });
    };
    const onMessage = (event: MessageEvent) => {
      if (event.origin === page.location.origin) take(event.data);
    };
    page.addEventListener('message', onMessage);
    channel?.addEventListener('message', (event) => take(event.data));
    const show = async (startUrl: string) => {
      if (!popup || popup.closed) {
        onEvent({ kind: 'trouble', trouble: 'popup-blocked' });
        return;
      }
      popup.location.href = startUrl;
      closedCheck = page.setInterval(() => {
        if (!popup.closed) return;
        page.clearInterval(closedCheck);
        onEvent({ kind: 'closed' });
      }, 500);
    };
    const close = () => {
      page.clearInterval(closedCheck);
      page.removeEventListener('message', onMessage);
      channel?.close();
      if (popup && !popup.closed) popup.close();
    };
    return { show, close };
  };
}
