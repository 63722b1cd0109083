import type { Page } from './fidelityLook.ts';
export function byHandLetters(): { name: string; path: string; page: Page }[] {
  return [];
}
