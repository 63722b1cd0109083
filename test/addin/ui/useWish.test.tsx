import { expect, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Choice, Tick } from '../../../addin/ui/Choice.tsx';

/** A server that answers when the test says so; `saved` is what the screen last read from it. */
function openForm() {
  const waiting: { value: string; answer: (taken: boolean) => void }[] = [];
  let read: (value: string) => void = () => undefined;
  function Form() {
    const [saved, setSaved] = useState('a');
    read = setSaved;
    const save = (value: string) => new Promise<boolean>((answer) => waiting.push({ value, answer }));
    return (
      <>
        <Choice aria-label="letter" value={saved} onChoose={save}>
          {['a', 'b', 'c'].map((value) => (
            <option key={value}>{value}</option>
          ))}
        </Choice>
        <Tick label="is b" checked={saved === 'b'} onTick={(on) => save(on ? 'b' : 'a')} />
      </>
    );
  }
  render(<Form />);
  const answer = async (index: number, taken: boolean) => act(async () => waiting[index]?.answer(taken));
  const reread = async (value: string) => act(async () => read(value));
  const shown = () => screen.getByLabelText<HTMLSelectElement>('letter').value;
  const ticked = () => screen.getByLabelText<HTMLInputElement>('is b').checked;
  const choose = (value: string) => userEvent.selectOptions(screen.getByLabelText('letter'), value);
  return { waiting, answer, reread, shown, ticked, choose };
}

test('what is chosen shows at once, and stays when the server has taken it', async () => {
  const form = openForm();
  await form.choose('b');
  expect(form.shown()).toBe('b');
  await form.reread('b');
  await form.answer(0, true);
  expect(form.shown()).toBe('b');
  // Changed elsewhere later: the truth counts.
  await form.reread('c');
  expect(form.shown()).toBe('c');
});

test('read again only after it was taken, it does not go back meanwhile', async () => {
  const form = openForm();
  await form.choose('b');
  await form.answer(0, true);
  expect(form.shown()).toBe('b');
  await form.reread('c');
  expect(form.shown()).toBe('c');
});

test('a refusal brings back what is saved', async () => {
  const form = openForm();
  await form.choose('b');
  await form.answer(0, false);
  expect(form.shown()).toBe('a');
});

test('two quick choices: the answer to the first does not show again', async () => {
  const form = openForm();
  await form.choose('b');
  await form.choose('c');
  await form.reread('b');
  await form.answer(0, true);
  expect(form.shown()).toBe('c');
  await form.reread('c');
  await form.answer(1, true);
  expect(form.shown()).toBe('c');
});

test('a tick shows before the server has answered', async () => {
  const form = openForm();
  await userEvent.click(screen.getByLabelText('is b'));
  expect(form.ticked()).toBe(true);
  await form.answer(0, false);
  expect(form.ticked()).toBe(false);
});
