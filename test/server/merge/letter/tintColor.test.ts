import { expect, test } from '@jest/globals';
import { tinted } from '../../../../server/merge/letter/tintColor.ts';

test.each([
  // Office's own palette writes the result beside the theme colour.
  ['4f81bd', '99', undefined, '#95b3d7'],
  ['4f81bd', '66', undefined, '#b8cce4'],
  ['4f81bd', '33', undefined, '#dbe5f1'],
  ['4f81bd', undefined, 'BF', '#365f91'],
  ['1f497d', '33', undefined, '#c6d9f1'],
  ['1f497d', '99', undefined, '#548dd4'],
  ['1f497d', undefined, '80', '#0f243e'],
  ['c0504d', '66', undefined, '#e5b8b7'],
  ['000000', '80', undefined, '#7f7f7f'],
  ['ffffff', undefined, 'D9', '#d9d9d9'],
  ['808080', undefined, undefined, '#808080'],
  ['808080', 'no', 'zz', '#808080'],
])('%s with tint %s and shade %s is %s, to a step of each channel', (hex, tint, shade, wanted) => {
  const found = tinted(`#${hex}`, tint, shade);
  for (const at of [1, 3, 5]) {
    const [have, want] = [found, wanted].map((color) => Number.parseInt(color.slice(at, at + 2), 16));
    expect(Math.abs((have ?? 0) - (want ?? 999))).toBeLessThanOrEqual(1);
  }
});
