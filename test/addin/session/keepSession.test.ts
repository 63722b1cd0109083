import { describe, expect, test } from '@jest/globals';
import { createCall } from '../../../addin/api/call.ts';
import { keepSession } from '../../../addin/session/keepSession.ts';
import { createPaneStorage } from '../../../addin/session/paneStorage.ts';
import { renewSession } from '../../../shared/api/session.ts';
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
    const call = createCall({ fetch: server.fetch, token: session.token, onSessionRefused: session.drop });
    await Promise.all([session.renewIfDue(call), session.renewIfDue(call)]);
    expect(server.asked(renewSession)).toHaveLength(times);
    expect(session.token()).toBe(times ? 'newer' : 'secret-token');
  });

  test('a refused session is dropped and everything else is kept', async () => {
    const server = fakeServer();
    const { session, storage } = keeper(() => end - 1000);
    session.accept(openSessionBody);
    storage.write('draft', { id: 'c1', step: 'check' });
    server.on(renewSession, { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } });
    const call = createCall({ fetch: server.fetch, token: session.token, onSessionRefused: session.drop });
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
