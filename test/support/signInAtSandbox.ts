/** How the scripted person behaves on the sandbox's sign-in pages. */
export interface SignInPerson {
  /** One of the sandbox's people. */
  address: string;
  /** `accept` where not said. */
  decision?: 'accept' | 'cancel';
  /** Google's consent page: permissions whose box this person clears, by the end of their name (`gmail.send`). */
  withholds?: string[];
}

export interface SignedIn {
  /** Where the browser would go next: the redirect URI with `code` or `error` in its query. Not followed. */
  redirect: string;
  /** With `response_mode=form_post`: the fields that the browser would post to `redirect`. */
  form?: Record<string, string>;
}

/**
 * Walks through the sandbox's sign-in pages, Microsoft's or Google's (account picker, consent) like a browser without
 * cookies, from the authorize URL to the answer at the redirect URI. Throws with the page's own words where Entra would not return to the application.
 */
export async function signInAtSandbox(authUrl: string, person: SignInPerson, fetchPage: typeof fetch = fetch): Promise<SignedIn> {
  const end = await walk(authUrl, person, fetchPage);
  if ('page' in end) throw new Error(`The sandbox shows a page of its own: ${words(end.page)}`);
  return end;
}

/**
 * Types a device's code on the page that its answer names, and signs in there. @returns the words of the last page: whether
 * the person said yes is for the device to find out.
 */
export async function signInForDevice(
  device: { verification_uri: string; user_code: string },
  person: SignInPerson,
  fetchPage: typeof fetch = fetch,
): Promise<string> {
  const end = await walk(device.verification_uri, { ...person, userCode: device.user_code }, fetchPage);
  if ('redirect' in end) throw new Error(`A device's sign-in led to ${end.redirect}`);
  if (!end.page.includes('data-step="device-done"')) throw new Error(`The sandbox shows a page of its own: ${words(end.page)}`);
  return words(end.page);
}

/** Until the answer leaves the sandbox, or a page has nothing to fill in. */
async function walk(
  start: string,
  person: SignInPerson & { userCode?: string },
  fetchPage: typeof fetch,
): Promise<SignedIn | { page: string }> {
  let url = start;
  let answer = await fetchPage(url, { redirect: 'manual' });
  for (let step = 0; step < 6; step += 1) {
    const location = answer.headers.get('location');
    if (location !== null) return { redirect: new URL(location, url).href };
    const text = await answer.text();
    const form = readForm(text, person);
    // A second time: the code was not taken.
    if (form === undefined || (form.step === 'device-code' && answer.status === 400)) return { page: text };
    const action = new URL(form.action, url).href;
    if (form.step === 'form-post') return { redirect: action, form: form.fields };
    url = action;
    answer = await fetchPage(url, { method: 'POST', body: new URLSearchParams(form.fields), redirect: 'manual' });
  }
  throw new Error(`The sandbox asked too many questions on the way from ${start}`);
}

interface PageForm {
  action: string;
  step: string;
  fields: Record<string, string>;
}

/** The form of this page, filled in. Every page of the sandbox marks its main form with `data-step`. */
function readForm(page: string, person: SignInPerson & { userCode?: string }): PageForm | undefined {
  const [, action, step, inner] =
    /<form method="post" action="([^"]*)" data-step="([^"]*)"[^>]*>([\s\S]*?)<\/form>/.exec(page) ?? [];
  if (action === undefined || step === undefined || inner === undefined) return undefined;
  const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [
    unescape(name),
    unescape(value),
  ]);
  const fields: Record<string, string> = Object.fromEntries(hidden) as Record<string, string>;
  for (const [, name = ''] of inner.matchAll(/<input type="checkbox" name="([^"]*)" value="yes" checked>/g))
    if (person.withholds?.some((end) => name.endsWith(end)) !== true) fields[unescape(name)] = 'yes';
  if (step === 'pick') fields.person = person.address;
  else if (step === 'device-code') fields.user_code = person.userCode ?? '';
  // Somebody whose administrator has to approve has only one way on.
  else if (step !== 'form-post') fields.decision = step === 'needs-admin' ? 'cancel' : (person.decision ?? 'accept');
  return { action: unescape(action), step, fields };
}

const words = (page: string) =>
  unescape(page.replace(/<head>[\s\S]*<\/head>/, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

function unescape(text: string): string {
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (each) => entities[each] ?? each);
}
