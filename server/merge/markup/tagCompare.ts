/** How two values of a condition compare: as numbers where both are some, else as texts without regard to letter case. */
import type { MergeScope } from '../mergeScope.ts';

export function compareValues(left: string, sign: string, right: string, _scope: MergeScope): boolean {
  const [a, b] = [plain(left), plain(right)];
  if (sign === 'contains') return a.includes(b);
  if (sign === 'contains not') return !a.includes(b);
  const [x, y] = [Number(a.replaceAll(',', '')), Number(b.replaceAll(',', ''))];
  const order = a !== '' && b !== '' && !Number.isNaN(x) && !Number.isNaN(y) ? x - y : a < b ? -1 : a > b ? 1 : 0;
  switch (sign) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim().toLowerCase();
}
