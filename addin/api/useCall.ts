/** The client and what else of the outside a screen needs, handed down once by the page. */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { Output, Route } from '../../shared/api/route.ts';
import type { Answer, Call, CallArguments, Failure } from './call.ts';

const CallContext = createContext<Call | null>(null);
export const CallProvider = CallContext.Provider;

export function useCallClient(): Call {
  const call = useContext(CallContext);
  if (!call) throw new Error('CallProvider is missing above this component');
  return call;
}

export interface Loaded<T> {
  value: T | null;
  failure: Failure | null;
  loading: boolean;
  reload: () => void;
}

/** Reads something when the screen opens, when its input changes and on `reload`. The old value stays until the new one is there. */
export function useLoaded<R extends Route>(route: R, ...args: CallArguments<R>): Loaded<Output<R>> {
  return useLoadedFor('', route, ...args);
}

/** The same, read again also when `occasion` changes: something the answer depends on that is not in the request. */
export function useLoadedFor<R extends Route>(occasion: string, route: R, ...args: CallArguments<R>): Loaded<Output<R>> {
  const call = useCallClient();
  const [asked, setAsked] = useState(0);
  const [got, setGot] = useState<{ value: Output<R> | null; failure: Failure | null; wish: string }>(NOTHING);
  const input = JSON.stringify(args[0] ?? {});
  const wish = `${asked}|${occasion}|${input}`;
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      const answer = await call(route, ...([JSON.parse(input)] as CallArguments<R>));
      // An older answer never replaces a newer one.
      if (!wanted) return;
      if (answer.ok) setGot({ value: answer.value, failure: null, wish });
      else setGot((before) => ({ value: before.value, failure: answer.failure, wish }));
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [call, route, input, wish]);
  const reload = useCallback(() => setAsked((before) => before + 1), []);
  return { value: got.value, failure: got.failure, loading: got.wish !== wish, reload };
}

const NOTHING = { value: null, failure: null, wish: '' };

export interface Action<R extends Route> {
  busy: boolean;
  failure: Failure | null;
  run: (...args: CallArguments<R>) => Promise<Answer<Output<R>>>;
  dismiss: () => void;
}

/** Something the person sets going: busy while it runs, and its failure until the next try. */
export function useAction<R extends Route>(route: R): Action<R> {
  const call = useCallClient();
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null }>({ busy: false, failure: null });
  const run = useCallback(
    async (...args: CallArguments<R>) => {
      setState({ busy: true, failure: null });
      const answer = await call(route, ...args);
      setState({ busy: false, failure: answer.ok ? null : answer.failure });
      return answer;
    },
    [call, route],
  );
  const dismiss = useCallback(() => setState((before) => ({ ...before, failure: null })), []);
  return { ...state, run, dismiss };
}
