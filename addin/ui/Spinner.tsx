/** Fluent's spinner, loaded once the first screen stands: nobody waits for anything before that. */
import type { SpinnerProps } from '@fluentui/react-components';
import type { ComponentType } from 'react';
import { lazy, Suspense } from 'react';

type Part = { default: ComponentType<SpinnerProps> };

// Without a network it cannot come either; then there is none, and the words beside it say enough.
const Loaded = lazy(
  (): Promise<Part> => import(/* webpackPrefetch: true */ './FluentSpinner.tsx').catch(() => ({ default: () => null })),
);

export function Spinner(props: SpinnerProps) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
