/** Light or dark: Office's own theme where it says one, else the system's. */

export type Shade = 'light' | 'dark';

/** What of `Office.context` is needed. `officeTheme` exists on desktop only; colours look like `#1F1F1F`. */
export interface ThemeSource {
  officeTheme?: { bodyBackgroundColor?: string; isDarkTheme?: boolean } | null;
}

export function shadeOfOffice(source: ThemeSource | undefined): Shade | null {
  const theme = source?.officeTheme;
  if (!theme) return null;
  if (typeof theme.isDarkTheme === 'boolean') return theme.isDarkTheme ? 'dark' : 'light';
  const rgb = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(theme.bodyBackgroundColor ?? '');
  if (!rgb) return null;
  const [red, green, blue] = [1, 2, 3].map((part) => Number.parseInt(rgb[part] ?? '0', 16)) as [number, number, number];
  // Relative luminance weights (ITU-R BT.709) are enough to tell a dark background from a light one.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? 'dark' : 'light';
}

/** Tells the shade now and on every change; answers with the function that ends it. */
export function watchShade(office: ThemeSource | undefined, page: Window, tell: (shade: Shade) => void): () => void {
  const query = page.matchMedia('(prefers-color-scheme: dark)');
  const say = () => tell(shadeOfOffice(office) ?? (query.matches ? 'dark' : 'light'));
  say();
  query.addEventListener('change', say);
  return () => query.removeEventListener('change', say);
}
