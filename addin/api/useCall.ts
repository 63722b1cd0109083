/** The client and what else of the outside a screen needs, handed down once by the page. */
import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react';
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

/** Reads something when the screen opens and again on `reload`; an older answer never replaces a newer one. */
export function useLoaded<R extends Route>(route: R, ...args: CallArguments<R>): Loaded<Output<R>> {
  const call = useCallClient();
  const [state, setState] = useState<Omit<Loaded<Output<R>>, 'reload'>>({ value: null, failure: null, loading: true });
  const newest = useRef(0);
  const key = JSON.stringify(args[0] ?? null);
  const latest = useRef(args);
  latest.current = args;
  const reload = useCallback(() => {
    newest.current += 1;
    const turn = newest.current;
    setState((before) => ({ ...before, loading: true }));
    void call(route, ...latest.current).then((answer) => {
      if (turn !== newest.current) return;
      if (answer.ok) setState({ value: answer.value, failure: null, loading: false });
      else setState((before) => ({ value: before.value, failure: answer.failure, loading: false }));
    });
  }, [call, route]);
  useEffect(() => {
    reload();
    return () => {
      newest.current += 1;
    };
  }, [reload, key]);
  return { ...state, reload };
}

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
