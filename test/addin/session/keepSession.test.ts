import { describe, expect, test } from '@jest/globals';
import { createCall } from '../../../addin/api/call.ts';
import { keepSession } from '../../../addin/session/keepSession.ts';
import { createPaneStorage } from '../../../addin/session/paneStorage.ts';
import { endSession, renewSession, resumeSession } from '../../../shared/api/session.ts';
import { fakeServer, memoryStorage, openSessionBody } from '../support/paneForTest.tsx';

const end = Date.parse(openSessionBody.expiresAt);

function keeper(now: () => number, backing = memoryStorage(), prefix = '') {
  const storage = createPaneStorage(() => backing, prefix);
  return { session: keepSession(storage, now), storage, backing };
}

describe('the session of the pane', () => {
  test('survives closing the pane, but not its end', () => {
    const { session, backing } = keeper(() => end - 1000);
    session.accept(openSessionBody);
    expect(keeper(() => end - 1000, backing).session.token()).toBe('secret-token');
    expect(keeper(() => end + 1, backing).session.token()).toBeNull();
  });

  test('is kept apart by the partition of Office', () => {
    const { session, backing } = keeper(() => 0, memoryStorage(), 'part-');
    session.accept(openSessionBody);
    expect(backing.getItem('part-mergepost.session')).not.toBeNull();
    expect(keeper(() => 0, backing).session.token()).toBeNull();
  });

  test.each([
    [11 * 60_000, 0],
    [9 * 60_000, 1],
  ])('%d ms before its end it is renewed %d times', async (left, times) => {
    const server = fakeServer();
    const { session } = keeper(() => end - left);
    session.accept(openSessionBody);
    server.on(renewSession, { body: { ...openSessionBody, token: 'newer' } });
    const call = createCall({ fetch: server.fetch, token: session.token, language: 'de', onSessionRefused: session.drop });
    await Promise.all([session.renewIfDue(call), session.renewIfDue(call)]);
    expect(server.asked(renewSession)).toHaveLength(times);
    expect(session.token()).toBe(times ? 'newer' : 'secret-token');
  });

  test.each([
    ['somebody else finds nothing of the one before open', 'ben', null],
    ['the same person finds it again', openSessionBody.user.id, { screen: 'merge' }],
  ])('%s', (_, id, shown) => {
    const { session, storage } = keeper(() => end - 1000);
    session.accept(openSessionBody);
    storage.write('draft', { id: 'c1', step: 'check' });
    storage.write('shown', { screen: 'merge' });
    session.drop();
    session.accept({ ...openSessionBody, token: 'next', user: { ...openSessionBody.user, id } });
    expect([storage.read('shown'), storage.read('draft') === null]).toEqual([shown, shown === null]);
  });

  test('a refused session is dropped and everything else is kept', async () => {
    const server = fakeServer();
    const { session, storage } = keeper(() => end - 1000);
    session.accept(openSessionBody);
    storage.write('draft', { id: 'c1', step: 'check' });
    server.on(renewSession, { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } });
    const call = createCall({ fetch: server.fetch, token: session.token, language: 'de', onSessionRefused: session.drop });
    await session.renewIfDue(call);
    expect([session.token(), storage.read('draft')]).toEqual([null, { id: 'c1', step: 'check' }]);
  });
});

describe('storage', () => {
  test('where the browser forbids it, the memory remembers until the pane closes', () => {
    const storage = createPaneStorage(() => {
      throw new Error('SecurityError');
    }, '');
    storage.write('a', { b: 1 });
    expect(storage.read('a')).toEqual({ b: 1 });
    storage.forget('a');
    expect(storage.read('a')).toBeNull();
  });

  test('what cannot be read counts as nothing', () => {
    const backing = memoryStorage();
    backing.setItem('mergepost.a', '{broken');
    expect(createPaneStorage(() => backing, '').read('a')).toBeNull();
  });
});

describe('a storage that takes nothing more', () => {
  test('answers what was written last, not what it still holds', () => {
    const backing = memoryStorage();
    const storage = createPaneStorage(() => backing, '');
    storage.write('draft', { id: 'old' });
    backing.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    storage.write('draft', { id: 'new' });
    expect(storage.read('draft')).toEqual({ id: 'new' });
  });

  test('what another pane wrote is seen, as long as it took what was written here', () => {
    const backing = memoryStorage();
    const [here, there] = [createPaneStorage(() => backing, ''), createPaneStorage(() => backing, '')];
    here.write('signedOut', false);
    there.write('signedOut', true);
    expect(here.read('signedOut')).toBe(true);
  });
});

describe('two panes with one storage, as Word and Outlook may have', () => {
  const refused = { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } };
  const newer = { ...openSessionBody, token: 'newer', expiresAt: '2099-01-01T00:00:00.000Z' };
  const bens = { ...newer, token: 'bens', user: { ...newer.user, id: 'ben' } };

  function both() {
    let now = end - 1000;
    const first = keeper(() => now);
    first.session.accept(openSessionBody);
    const second = keeper(() => now, first.backing);
    const server = fakeServer();
    server.on(resumeSession, refused);
    const { session } = second;
    const call = createCall({ fetch: server.fetch, token: session.token, language: 'de', onSessionRefused: session.drop });
    return { first: first.session, second: session, server, call, backing: first.backing, pass: () => (now = end + 1) };
  }

  test('after a long sleep the second one goes on with what the first one was given', async () => {
    const { first, second, call, server, pass } = both();
    pass();
    second.drop();
    first.accept(newer);
    expect(await second.resume(call)).toBe(true);
    expect([second.token(), server.asked(resumeSession).length]).toEqual(['newer', 0]);
  });

  test('also where both ask at the same time, and only the first one is answered', async () => {
    const { first, second, call, server, pass } = both();
    pass();
    second.drop();
    server.on(resumeSession, () => {
      first.accept(newer);
      return refused;
    });
    expect([await second.resume(call), second.token()]).toEqual([true, 'newer']);
  });

  test('a session that ended takes nothing away from the one that came after it', async () => {
    const { first, second, call, backing } = both();
    first.accept(newer);
    second.drop();
    expect(second.token()).toBeNull();
    expect(await second.resume(call)).toBe(true);
    expect(keeper(() => end, backing).session.token()).toBe('newer');
  });

  test('nobody goes on as somebody else', async () => {
    const { first, second, call, backing } = both();
    first.accept(bens);
    second.drop();
    expect([await second.resume(call), second.token(), second.lost()]).toEqual([false, null, true]);
    expect(keeper(() => end, backing).session.token()).toBe('bens');
  });

  test('signing out in one of them leaves no session behind for the next opening', async () => {
    const { first, second, server, call, backing } = both();
    first.accept(newer);
    server.on(endSession, { body: { success: true } });
    await second.signOut(call);
    expect(keeper(() => end, backing).session.token()).toBeNull();
  });
});

describe('a pane that was closed, or asleep, for longer than a token lives', () => {
  const refused = { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } };
  function reopened() {
    const first = keeper(() => end - 1000);
    first.session.accept(openSessionBody);
    const server = fakeServer();
    const again = keeper(() => end + 3600_000, first.backing);
    const call = createCall({
      fetch: server.fetch,
      token: again.session.token,
      language: 'de',
      onSessionRefused: again.session.drop,
    });
    return { ...again, server, call };
  }

  test('goes on with the session that is still open', async () => {
    const { session, server, call } = reopened();
    server.on(resumeSession, { body: { ...openSessionBody, token: 'newer', expiresAt: '2099-01-01T00:00:00.000Z' } });
    expect([session.token(), session.hasEnded()]).toEqual([null, true]);
    expect(await session.resume(call)).toBe(true);
    expect([session.token(), session.hasEnded()]).toEqual(['newer', false]);
    expect(server.asked(resumeSession)[0]?.body).toEqual({ token: 'secret-token' });
  });

  test('forgets one that is over, and keeps it while the server is out of reach', async () => {
    const { session, server, call, backing } = reopened();
    expect([await session.resume(call), session.hasEnded()]).toEqual([false, true]);
    server.on(resumeSession, refused);
    expect([await session.resume(call), session.hasEnded()]).toEqual([false, false]);
    expect(keeper(() => end, backing).session.hasEnded()).toBe(false);
  });

  test('a token that ran out while the pane was open is not the end of its session', () => {
    let now = end - 1000;
    const { session } = keeper(() => now);
    session.accept(openSessionBody);
    now = end + 1;
    session.drop();
    expect([session.token(), session.hasEnded()]).toEqual([null, true]);
  });

  test('whoever signed out on purpose is known to have done so, until the next sign-in', async () => {
    const { session, backing } = keeper(() => end - 1000);
    session.accept(openSessionBody);
    const server = fakeServer();
    server.on(endSession, { body: { success: true } });
    await session.signOut(
      createCall({ fetch: server.fetch, token: session.token, language: 'de', onSessionRefused: session.drop }),
    );
    const later = keeper(() => end, backing).session;
    expect([later.signedOut(), later.hasEnded()]).toEqual([true, false]);
    later.accept(openSessionBody);
    expect(later.signedOut()).toBe(false);
  });
});
