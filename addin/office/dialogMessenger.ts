/** messageParent for our own last page in an Office dialog. */

const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
const PATIENCE_MS = 5000;

/** Where the pane is that opened the window, as it said itself. */
export type OfficeKind = 'office' | 'office-web';

/**
 * Loads office.js and answers with a function that sends text to the pane; null where there is no way.
 * On Office on the web without an opener (a page in between cut it off) office.js would close this page before anybody could
 * read it, and has no channel anyway: there it is not loaded. On the desktop the opener is always null and it works.
 */
export async function loadOfficeMessenger(page: Window, kind: OfficeKind): Promise<((text: string) => void) | null> {
  if (page.opener === null && (kind === 'office-web' || !isDesktop(page))) return null;
  const loaded = await loadScript(page.document, OFFICE_JS);
  if (!loaded) return null;
  const ready = await Promise.race([Office.onReady().then(() => true), after(PATIENCE_MS)]);
  // Not a window of Office, as far as office.js can tell: then its parts are missing.
  if (!ready || typeof Office.context.ui?.messageParent !== 'function') return null;
  return (text) => {
    const options = { targetOrigin: page.location.origin };
    if (Office.context.requirements.isSetSupported('DialogOrigin', '1.1')) Office.context.ui.messageParent(text, options);
    else Office.context.ui.messageParent(text);
  };
}

/** The web views of desktop Office bring their own object, and so do those that show Office on the web; a browser has none. */
export function isDesktop(page: Window): boolean {
  const views = page as unknown as {
    chrome?: { webview?: unknown };
    webkit?: { messageHandlers?: unknown };
    external?: { notify?: unknown };
  };
  return (
    views.chrome?.webview !== undefined || views.webkit?.messageHandlers !== undefined || views.external?.notify !== undefined
  );
}

function loadScript(document: Document, src: string): Promise<boolean> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = src;
    script.addEventListener('load', () => resolve(true));
    script.addEventListener('error', () => resolve(false));
    document.head.append(script);
  });
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ms);
  });
}
