import type { MimePart } from './readMime.ts';

/**
 * What is wrong with a message by the letter of RFC 5322 and 2045, or nothing. Gmail itself mends or swallows most of it;
 * the sandbox does not, because other receivers do not either.
 */
export function checkMime(source: string, root: MimePart): string | undefined {
  return checkHead(source) ?? checkLines(source) ?? checkParts(root);
}

function checkHead(source: string): string | undefined {
  const end = source.search(/\r?\n\r?\n/);
  if (end === -1) return 'no empty line ends the headers';
  const lines = source.slice(0, end).split(/\r?\n/);
  const bad = lines.find((line, n) => !/^[!-9;-~]+:/.test(line) && !(n > 0 && /^[ \t]/.test(line)));
  return bad === undefined ? undefined : `'${bad.slice(0, 60)}' is no header`;
}

/** RFC 5322 section 2.1.1. */
const LONGEST_LINE = 998;

function checkLines(source: string): string | undefined {
  let start = 0;
  while (start < source.length) {
    const end = source.indexOf('\n', start);
    const stop = end === -1 ? source.length : end;
    const length = stop - start - (source[stop - 1] === '\r' ? 1 : 0);
    if (length > LONGEST_LINE) return `a line is longer than ${LONGEST_LINE} characters`;
    if (end === -1) return undefined;
    start = end + 1;
  }
  return undefined;
}

function checkParts(part: MimePart): string | undefined {
  if (!part.type.startsWith('multipart/')) return undefined;
  if (part.parts.length === 0) return `a ${part.type} has no part, or its boundary is missing`;
  for (const each of part.parts) {
    const problem = checkParts(each);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
