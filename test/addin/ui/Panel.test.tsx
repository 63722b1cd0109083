import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { render } from '@testing-library/react';
import { ownFailure } from '../../../addin/api/call.ts';
import { Note } from '../../../addin/ui/Panel.tsx';
import { Problem } from '../../../addin/ui/Problem.tsx';

describe('what appears below the last button', () => {
  const before = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollIntoView') ?? {};
  let seen: (string | null)[] = [];
  beforeEach(() => {
    seen = [];
    const value = function note(this: Element) {
      seen.push(this.getAttribute('role'));
    };
    Object.defineProperty(Element.prototype, 'scrollIntoView', { ...before, value });
  });
  afterEach(() => {
    Object.defineProperty(Element.prototype, 'scrollIntoView', before);
  });

  test('as the answer to a press is brought into sight, once', () => {
    const note = (text: string) => (
      <Note tone="good" live="answer">
        {text}
      </Note>
    );
    const shown = render(note('Test sent.'));
    shown.rerender(note('Test sent once more.'));
    shown.unmount();
    expect(seen).toEqual(['status']);
  });

  test('as a failure is brought into sight', () => {
    render(<Problem failure={ownFailure('NETWORK')} />);
    expect(seen).toEqual(['alert']);
  });

  test('takes the field out of nobody’s sight who types', () => {
    const shown = render(<textarea aria-label="Subject" />);
    shown.getByRole('textbox').focus();
    render(<Problem failure={ownFailure('NETWORK')} />);
    expect(seen).toEqual([]);
  });

  test('is brought into sight of who has just ticked something: that is no typing', () => {
    const shown = render(<input type="checkbox" aria-label="One mail per address" />);
    shown.getByRole('checkbox').focus();
    render(<Problem failure={ownFailure('NETWORK')} />);
    expect(seen).toEqual(['alert']);
  });

  test('by itself moves nothing under the eyes of who reads', () => {
    render(
      <Note tone="info" live>
        Resting.
      </Note>,
    );
    expect(seen).toEqual([]);
  });
});
