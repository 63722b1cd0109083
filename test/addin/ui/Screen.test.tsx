import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { render, waitFor } from '@testing-library/react';
import { Screen } from '../../../addin/ui/Screen.tsx';

const step = (name: string) => (
  <Screen title="Invoice October" focusKey={name}>
    <h2>{name}</h2>
  </Screen>
);
const two = (shown: boolean) => (
  <Screen title="Invoice October">
    {shown ? <p>Note</p> : null}
    <button type="button">Other</button>
  </Screen>
);
const pausable = (shown: boolean) => (
  <Screen title="Invoice October">
    <p>Note</p>
    {shown ? <button type="button">Pause</button> : null}
  </Screen>
);
const focused = () => document.activeElement?.textContent;

afterEach(() => void jest.restoreAllMocks());

describe('what has the focus', () => {
  test('nothing at the first paint beside a letter: Word has it', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(false);
    render(step('Letter'));
    expect(document.activeElement).toBe(document.body);
  });

  test('the title of a screen that took the place of the one with the focus', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    render(step('Letter'));
    expect(focused()).toBe('Invoice October');
  });

  test('a field that asks for it itself', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    const { getByRole } = render(
      <Screen title="Code">
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <input autoFocus />
      </Screen>,
    );
    expect(document.activeElement).toBe(getByRole('textbox'));
  });

  test('the heading of the next step', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    const { rerender } = render(step('Letter'));
    rerender(step('List'));
    expect(focused()).toBe('List');
  });

  test('nothing while somebody types in the letter beside the pane; the heading when they come back', async () => {
    const inPane = jest.spyOn(document, 'hasFocus').mockReturnValue(false);
    const { rerender } = render(step('Sending'));
    rerender(step('Sent'));
    expect(document.activeElement).toBe(document.body);
    inPane.mockReturnValue(true);
    window.dispatchEvent(new Event('focus'));
    expect(focused()).toBe('Sent');
  });

  test('what somebody came back to, where that was not nothing', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(false);
    const { rerender, getByRole } = render(two(true));
    getByRole('button', { name: 'Other' }).focus();
    rerender(<Screen {...two(true).props} focusKey="Sent" />);
    window.dispatchEvent(new Event('focus'));
    expect(focused()).toBe('Other');
  });

  test('nothing, when a button goes away whose focus was left by a press beside it', async () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    const { rerender, getByRole, getByText } = render(pausable(true));
    getByRole('button', { name: 'Pause' }).focus();
    getByRole('button', { name: 'Pause' }).blur();
    getByText('Note').click();
    rerender(pausable(false));
    await Promise.resolve();
    expect(document.activeElement).toBe(document.body);
  });

  test.each([
    ['at once', true],
    ['when somebody comes back', false],
  ])('the title %s, when what had it goes away by itself', async (_when, inPane) => {
    const has = jest.spyOn(document, 'hasFocus').mockReturnValue(inPane);
    const { rerender, getByRole } = render(pausable(true));
    getByRole('button', { name: 'Pause' }).focus();
    rerender(pausable(false));
    await Promise.resolve();
    expect(document.activeElement === document.body).toBe(!inPane);
    has.mockReturnValue(true);
    window.dispatchEvent(new Event('focus'));
    expect(focused()).toBe('Invoice October');
  });

  test('the heading, when what had it goes away: a pressed button that is not there any more', async () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    const withButton = (shown: boolean) => (
      <Screen title="Invoice October" focusKey="List">
        <h2>Which list?</h2>
        {shown ? <button type="button">Choose</button> : <p>Reading …</p>}
        <button type="button">Other</button>
      </Screen>
    );
    const { rerender, getByRole } = render(withButton(true));
    getByRole('button', { name: 'Choose' }).focus();
    rerender(withButton(false));
    await waitFor(() => expect(focused()).toBe('Which list?'));
  });

  test('not the heading, when something else goes away, or when nothing had it', async () => {
    const { rerender, getByRole } = render(two(true));
    getByRole('button', { name: 'Other' }).focus();
    rerender(two(false));
    await Promise.resolve();
    expect(focused()).toBe('Other');
    getByRole('button', { name: 'Other' }).blur();
    rerender(two(true));
    await Promise.resolve();
    expect(document.activeElement).toBe(document.body);
  });

  test('the title, where what is shown changed and has no step of its own', () => {
    jest.spyOn(document, 'hasFocus').mockReturnValue(true);
    const { rerender } = render(
      <Screen title="Invoice October" focusKey="running">
        …
      </Screen>,
    );
    rerender(
      <Screen title="Invoice October" focusKey="paused">
        …
      </Screen>,
    );
    expect(focused()).toBe('Invoice October');
  });
});
