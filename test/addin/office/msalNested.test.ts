/** The real library over a bridge as an Office host has it (window.nestedAppAuthBridge). */
import { afterEach, describe, expect, test } from '@jest/globals';
import { afterMsalError } from '../../../addin/office/afterMsalError.ts';
import { openNestedApp } from '../../../addin/office/msalNested.ts';

const ASK = { clientId: 'c1', authority: 'https://login.microsoftonline.com/organizations', scope: 'api://c1/access_as_user' };

interface Question {
  method: 'GetInitContext' | 'GetToken' | 'GetTokenPopup';
  requestId: string;
  tokenParams?: { clientId: string; authority: string; scope: string };
}
type HostWindow = Window & { nestedAppAuthBridge?: unknown };

/** A host that answers every question for a token the same way. */
function aHost(answer: Record<string, unknown> | ((question: Question) => Record<string, unknown>)) {
  const questions: Question[] = [];
  let tell: (text: string) => void = () => undefined;
  (window as HostWindow).nestedAppAuthBridge = {
    addEventListener: (_type: string, listener: (text: string) => void) => (tell = listener),
    postMessage(text: string) {
      const question = JSON.parse(text) as Question;
      questions.push(question);
      const initContext = { sdkName: 'host', sdkVersion: '1' };
      const said =
        question.method === 'GetInitContext'
          ? { success: true, initContext }
          : typeof answer === 'function'
            ? answer(question)
            : answer;
      queueMicrotask(() =>
        tell(JSON.stringify({ messageType: 'NestedAppAuthResponse', requestId: question.requestId, ...said })),
      );
    },
  };
  return questions;
}

const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '');
const idToken = `${part({ alg: 'RS256' })}.${part({ oid: 'o', tid: 't', preferred_username: 'anna@contoso.example' })}.x`;
const granted = {
  success: true,
  token: { access_token: 'the-access-token', id_token: idToken, expires_in: 3600, scope: ASK.scope },
  account: { environment: 'login.microsoftonline.com', username: 'anna@contoso.example', localAccountId: 'o', tenantId: 't' },
};

afterEach(() => {
  delete (window as HostWindow).nestedAppAuthBridge;
});

describe('Microsoft’s library in an Office host', () => {
  test('asks the host for our scope at our authority, and keeps nothing in the storage of the page', async () => {
    const questions = aHost(granted);
    const app = await openNestedApp(ASK);
    expect(await app?.silent()).toBe('the-access-token');
    expect(questions.at(-1)).toMatchObject({
      method: 'GetToken',
      tokenParams: { clientId: 'c1', authority: ASK.authority, scope: ASK.scope },
    });
    const kept = [...Object.values(sessionStorage), ...Object.values(localStorage)].join(' ');
    expect(kept).not.toContain('the-access-token');
  });

  test('may have the host ask the person', async () => {
    const questions = aHost(granted);
    expect(await (await openNestedApp(ASK))?.popup()).toBe('the-access-token');
    expect(questions.at(-1)?.method).toBe('GetTokenPopup');
  });

  test('names the API by its number where Entra wants that (AADSTS90009)', async () => {
    const description = 'AADSTS90009: Application is requesting a token for itself.';
    const refused = { success: false, error: { status: 'PERSISTENT_ERROR', code: 'invalid_request', description } };
    const questions = aHost(({ tokenParams }) => (tokenParams?.scope.startsWith('api://') ? refused : granted));
    expect(await (await openNestedApp(ASK))?.silent()).toBe('the-access-token');
    expect(questions.map(({ tokenParams }) => tokenParams?.scope)).toEqual([undefined, ASK.scope, 'c1/access_as_user']);
  });

  test('without a bridge it is not used at all', async () => {
    // Here it cannot even become the one for browsers.
    expect(await openNestedApp(ASK).catch(() => null)).toBeNull();
  });

  test.each([
    ['USER_INTERACTION_REQUIRED', 'popup', 'window'],
    ['ACCOUNT_UNAVAILABLE', 'popup', 'window'],
    ['USER_CANCEL', 'popup', 'stop'],
    ['DISABLED', 'never', 'never'],
    ['NESTED_APP_AUTH_UNAVAILABLE', 'never', 'never'],
    ['NO_NETWORK', 'window', 'window'],
    ['TRANSIENT_ERROR', 'window', 'window'],
    ['PERSISTENT_ERROR', 'window', 'window'],
    ['SOMETHING_NEW', 'window', 'window'],
  ])('the host’s word %s means %s, or after its window %s', async (status, silently, asked) => {
    aHost({ success: false, error: { status } });
    const app = await openNestedApp(ASK);
    const [first, second] = await Promise.all([app?.silent().catch((e: unknown) => e), app?.popup().catch((e: unknown) => e)]);
    expect([afterMsalError(first, 'silent'), afterMsalError(second, 'popup')]).toEqual([silently, asked]);
  });
});
