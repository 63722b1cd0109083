import { expect, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ownFailure } from '../../../addin/api/call.ts';
import { DeleteButton } from '../../../addin/ui/DeleteButton.tsx';
import type { ShownFailure } from '../../../addin/ui/failureLines.ts';

test('who takes the question back while it is being deleted is not asked again when that fails', async () => {
  let answer: (failure: ShownFailure | null) => void = () => undefined;
  const onDelete = () => new Promise<ShownFailure | null>((resolve) => (answer = resolve));
  render(<DeleteButton label="Delete" title="Delete “Invoice”?" text="Its letter and list go." onDelete={onDelete} />);
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  await userEvent.click(screen.getAllByRole('button', { name: 'Delete' }).at(-1) as HTMLElement);
  await userEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await act(async () => answer(ownFailure('NETWORK')));
  expect(screen.queryByRole('alertdialog')).toBeNull();
});
