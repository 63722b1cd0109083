import { ClientAuthErrorCodes, AuthError, InteractionRequiredAuthError } from '@azure/msal-browser';
import { describe, expect, test } from '@jest/globals';
import type { NestedApp } from '../../../addin/office/nestedTokens.ts';
import { nestedTokens } from '../../../addin/office/nestedTokens.ts';

const ASK = { clientId: 'c', authority: 'https://login.example/common', scope: 'api://c/access_as_user' };
const never = () => new Promise<never>(() => undefined);
const atOnce = (): Promise<void> => Promise.resolve();
const needsPerson = () => Promise.reject(new InteractionRequiredAuthError('consent_required', 'c'));
const fails = (code: string) => () => Promise.reject(new AuthError(code, 'c'));
const gives = (token: string) => () => Promise.resolve(token);

function anOffice(
  app: Partial<NestedApp> | null | 'broken',
  { supported = true, wait = never }: { supported?: boolean; wait?: () => Promise<void> } = {},
) {
  const here = { opened: 0, popups: 0 };
  const open = async (): Promise<NestedApp | null> => {
    here.opened += 1;
    if (app === 'broken') throw new Error('Loading chunk msal failed');
    if (app === null) return null;
    const popup = app.popup ?? fails('unknown_error');
    return {
      silent: app.silent ?? needsPerson,
      popup: () => {
        here.popups += 1;
        return popup();
      },
    };
  };
  const requirements = {
    isSetSupported: (name: string, version: string) => supported && `${name} ${version}` === 'NestedAppAuth 1.1',
  };
  const get = nestedTokens({ requirements }, { open, wait });
  return { here, get, ask: (how: 'silent' | 'any') => get?.(ASK, how) };
}

describe('a token from the Office host', () => {
  test('is not asked for where Office has no nested sign-in, and nothing is loaded', () => {
    expect(anOffice({}, { supported: false }).get).toBeNull();
    expect(nestedTokens(undefined, { open: never, wait: never })).toBeNull();
  });

  test('comes without a question where it can', async () => {
    const { ask, here } = anOffice({ silent: gives('t') });
    expect(await ask('any')).toEqual({ ok: true, accessToken: 't' });
    expect(await ask('silent')).toEqual({ ok: true, accessToken: 't' });
    expect(here).toEqual({ opened: 1, popups: 0 });
  });

  test('is asked for in the host’s window only when somebody pressed a button', async () => {
    const { ask, here } = anOffice({ popup: gives('t') });
    expect(await ask('silent')).toEqual({ ok: false, why: 'person' });
    expect(here.popups).toBe(0);
    expect(await ask('any')).toEqual({ ok: true, accessToken: 't' });
  });

  test('is not asked for twice: after the host’s window comes ours', async () => {
    const { ask, here } = anOffice({ popup: needsPerson });
    expect(await ask('any')).toEqual({ ok: false, why: 'none' });
    expect(here.popups).toBe(1);
  });

  test.each<[string, Partial<NestedApp> | null | 'broken', 'stopped' | 'none']>([
    ['the person closed the window', { popup: fails(ClientAuthErrorCodes.userCanceled) }, 'stopped'],
    ['the host refused', { silent: fails('invalid_resource') }, 'none'],
    ['the host has no bridge after all', null, 'none'],
    ['the library did not load', 'broken', 'none'],
  ])('does not come when %s', async (_name, app, why) => {
    expect(await anOffice(app).ask('any')).toEqual({ ok: false, why });
  });

  test('a host that says it cannot is not asked again', async () => {
    let asked = 0;
    const silent = () => {
      asked += 1;
      return fails(ClientAuthErrorCodes.nestedAppAuthBridgeDisabled)();
    };
    const { ask } = anOffice({ silent });
    expect([await ask('any'), await ask('any'), asked]).toEqual([{ ok: false, why: 'none' }, { ok: false, why: 'none' }, 1]);
  });

  test('a library that did not load is loaded again the next time', async () => {
    const { ask, here } = anOffice('broken');
    await ask('any');
    await ask('any');
    expect(here.opened).toBe(2);
  });

  test('a host that never answers keeps nobody waiting', async () => {
    expect(await anOffice({ silent: never }, { wait: atOnce }).ask('any')).toEqual({ ok: false, why: 'none' });
  });
});
