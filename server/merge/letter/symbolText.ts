/**
 * Characters of symbol fonts → Unicode, because the receiver's mail program has neither the fonts nor their private codes.
 * Word writes them as U+F0xx or as the plain code below 0x100 in a run of that font (w:sym, 17.3.3.30).
 */

const SYMBOL: Record<number, string> = {
  0xa7: '♣',
  0xa8: '♦',
  0xa9: '♥',
  0xaa: '♠',
  0xab: '↔',
  0xac: '←',
  0xad: '↑',
  0xae: '→',
  0xaf: '↓',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xb4: '×',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xbb: '≈',
  0xa3: '≤',
  0xa5: '∞',
  0xbc: '…',
  0xd2: '®',
  0xd3: '©',
  0xd4: '™',
  0xd6: '√',
  0xde: '⇒',
  0xdb: '⇔',
  0x61: 'α',
  0x62: 'β',
  0x64: 'δ',
  0x65: 'ε',
  0x67: 'γ',
  0x6c: 'λ',
  0x6d: 'μ',
  0x70: 'π',
  0x73: 'σ',
  0x77: 'ω',
  0x44: 'Δ',
  0x53: 'Σ',
  0x57: 'Ω',
  0x2d: '−',
  0xa0: '€',
};

const WINGDINGS: Record<number, string> = {
  0x21: '✏',
  0x22: '✂',
  0x28: '☎',
  0x2a: '✉',
  0x4a: '☺',
  0x4c: '☹',
  0x46: '☞',
  0x6c: '●',
  0x6d: '❍',
  0x6e: '■',
  0x6f: '□',
  0x71: '❑',
  0x72: '❒',
  0x73: '⬧',
  0x74: '⧫',
  0x75: '◆',
  0x76: '❖',
  0x77: '⬥',
  0x9f: '•',
  0xa0: '▪',
  0xa1: '○',
  0xa7: '▪',
  0xa8: '☐',
  0xb2: '✧',
  0xd8: '➢',
  0xdf: '←',
  0xe0: '→',
  0xe1: '↑',
  0xe2: '↓',
  0xe8: '➔',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
};

const WINGDINGS_2: Record<number, string> = { 0x4f: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x97: '●', 0xa3: '☐' };

function tableOf(font: string): Record<number, string> | null {
  const name = font.toLowerCase();
  if (name === 'symbol') return SYMBOL;
  if (name === 'wingdings') return WINGDINGS;
  return name === 'wingdings 2' ? WINGDINGS_2 : null;
}

/** Text of a run in that font; unknown signs of a symbol font become a bullet. A lone "o" in Courier New is Word's round bullet. */
export function symbolText(text: string, font: string | null): string {
  if (font !== null && /^courier new$/i.test(font) && text === 'o') return '○';
  const table = font === null ? null : tableOf(font);
  if (table === null) return text.replace(/[\uf020-\uf0ff]/g, (char) => SYMBOL[char.charCodeAt(0) - 0xf000] ?? '•');
  return text.replace(
    /[\u0021-\u00ff\uf021-\uf0ff]/g,
    (char) => table[char.charCodeAt(0) & 0xff] ?? (char >= '\uf000' ? '•' : char),
  );
}

/** Is this a font of signs, in which letters mean something else? */
export function isSymbolFont(font: string | null): boolean {
  return font !== null && tableOf(font) !== null;
}
