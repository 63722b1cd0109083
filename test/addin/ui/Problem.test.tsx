import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { Problem } from '../../../addin/ui/Problem.tsx';

const failure = { code: 'CONNECT_NEEDS_ADMIN', sentence: 'An administrator must agree first.', requestId: 'r1', details: null };

test.each([
  ['said once where the sentence is the same', 'An administrator must agree first.', 1],
  ['said besides where it says more', 'Send them the note.', 2],
])('what to do next is %s', (_, help, paragraphs) => {
  render(<Problem failure={{ ...failure, provider: { error: 'consent_required', help } }} />);
  expect(screen.getAllByText(/administrator must agree first|Send them the note/)).toHaveLength(paragraphs);
});
