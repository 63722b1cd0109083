/** The connection window: Office's dialog inside Office, a browser window elsewhere. Both tell the same story. */
import type { ConnectMessage } from './connectMessage.ts';
import { CONNECT_CHANNEL, readConnectMessage } from './connectMessage.ts';

/** "Looks closed"; everything else that happens to a window has another number (Office “Dialog API error handling”; shared/help/dialogHelp.ts). */
const CLOSED = 12006;
const ALREADY_OPEN = 12007;
/** What Office says of a blocked pop-up is as true of a browser. */
const BLOCKED = 12011;

export type WindowEvent =
  | { kind: 'message'; message: ConnectMessage }
  /** "Looks closed", never "cancelled": a page with COOP looks closed as well while somebody types a password. */
  | { kind: 'closed' }
  /** Office's number; 0 where it gave none. */
  | { kind: 'trouble'; code: number };

export interface ConnectWindow {
  /** Leads the window to our start page. Trouble arrives as an event. */
  show: (startUrl: string) => Promise<void>;
  close: () => void;
}

export type OpenConnectWindow = (onEvent: (event: WindowEvent) => void) => ConnectWindow;

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
export function officeWindow(
  ui: DialogUi,
  { origin, platform }: { origin: string; platform: string | null },
  wait: (ms: number) => Promise<void>,
): OpenConnectWindow {
  const host = platform === 'OfficeOnline' ? 'office-web' : 'office';
  return (onEvent) => {
    let dialog: OfficeDialog | null = null;
    let over = false;
    const listen = (opened: OfficeDialog) => {
      opened.addEventHandler('dialogMessageReceived', (event) => {
        if (over || (event.origin !== undefined && event.origin !== origin)) return;
        const message = readConnectMessage(event.message);
        if (message) onEvent({ kind: 'message', message });
      });
      opened.addEventHandler('dialogEventReceived', ({ error = 0 }) => {
        // After any other number the window is still there, without a page, and would keep the next one from opening.
        if (error === CLOSED) dialog = null;
        if (over) return;
        onEvent(error === CLOSED ? { kind: 'closed' } : { kind: 'trouble', code: error });
      });
    };
    const show = async (startUrl: string) => {
      const url = `${startUrl}${startUrl.includes('?') ? '&' : '?'}host=${host}`;
      for (let attempt = 0; ; attempt += 1) {
        const result = await display(ui, url);
        // Somebody left while Office was still asking whether it may open.
        if (over) return shut(result.dialog);
        if (result.dialog) {
          dialog = result.dialog;
          listen(dialog);
          return;
        }
        if (result.code !== ALREADY_OPEN || attempt === RETRIES) {
          onEvent({ kind: 'trouble', code: result.code });
          return;
        }
        await wait(RETRY_MS);
        if (over) return;
      }
    };
    return {
      show,
      close: () => {
        over = true;
        shut(dialog);
        dialog = null;
      },
    };
  };
}

/** Outlook cannot do it before Mailbox 1.5. The last page closes itself, and what follows here must go on. */
function shut(dialog: OfficeDialog | null): void {
  try {
    dialog?.close();
  } catch {
    return;
  }
}

/** Office throws where it does not allow the call at all. */
function display(ui: DialogUi, url: string): Promise<{ dialog: OfficeDialog | null; code: number }> {
  return new Promise((resolve) => {
    try {
      ui.displayDialogAsync(url, { height: 65, width: 40, promptBeforeOpen: true }, (result) => {
        const dialog = result.status === 'succeeded' ? (result.value ?? null) : null;
        resolve({ dialog, code: result.error?.code ?? 0 });
      });
    } catch {
      resolve({ dialog: null, code: 0 });
    }
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
        onEvent({ kind: 'trouble', code: BLOCKED });
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
