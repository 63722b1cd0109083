import { fireEvent, screen } from '@testing-library/react';

/** jsdom folds nothing and tells nobody: what a browser does at a press on a summary. */
export function unfold(name: string): void {
  const fold = screen.getByText(name, { selector: 'summary' }).parentElement as HTMLDetailsElement;
  fold.open = true;
  fireEvent(fold, new Event('toggle'));
}
