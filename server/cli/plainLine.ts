/** What a server or a provider said, as one line of a terminal: control characters would steer it, others turn the reading direction. Pure. */
export function plainLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, ' ');
}
