import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { fireEvent, render } from '@testing-library/react';
import { createPaneStorage, SHOWN_MEMORY } from '../../../addin/session/paneStorage.ts';
import { LoadAgain } from '../../../addin/taskpane/LoadAgain.tsx';

const WHERE = { screen: 'merge', draftId: 'd1' };

function broken(error: Error) {
  // React writes what it caught.
  jest.spyOn(console, 'error').mockReturnValue();
  const storage = createPaneStorage(() => window.localStorage, '');
  storage.write(SHOWN_MEMORY, WHERE);
  let loads = 0;
  const Screen = (): never => {
    throw error;
  };
  const { getByRole } = render(
    <LoadAgain storage={storage} reload={() => (loads += 1)}>
      <Screen />
    </LoadAgain>,
  );
  fireEvent.click(getByRole('button', { name: 'Load again' }));
  return { title: getByRole('heading').textContent, loads, where: storage.read(SHOWN_MEMORY) };
}

afterEach(() => void jest.restoreAllMocks());

describe('loaded again', () => {
  test('a pane whose part was gone is where it was', () => {
    const gone = Object.assign(new Error('Loading chunk 7 failed'), { name: 'ChunkLoadError' });
    expect(broken(gone)).toEqual({ title: 'A part of Mergepost could not be loaded', loads: 1, where: WHERE });
  });

  test('a pane whose screen broke begins at the first one: the same would break again', () => {
    expect(broken(new Error('x of undefined'))).toEqual({ title: 'Something went wrong here', loads: 1, where: null });
  });
});
