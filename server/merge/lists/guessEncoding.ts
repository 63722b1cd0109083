/**
 * Which old encoding a text file that is not UTF-8 is most likely in. A guess, always told: Latin letters of the West unless the bytes speak
 * clearly for another script.
 */

const LOOKED_AT = 100_000;

export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, LOOKED_AT);
  if (isMostlyUtf8(sample)) return 'utf-8';
  return (hasWords(sample) ? otherScript(sample) : null) ?? latin(sample);
}

/** UTF-8 with a few broken letters, as cut fields and joined files have them. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample);
  return matches(text, /[\u0080-\ufffc]/g) > 10 * matches(text, /\ufffd/g);
}

/** Letters of the West stand alone among plain ones; in other scripts whole words are beyond ASCII. */
function hasWords(sample: Uint8Array): boolean {
  let run = 0;
  for (const byte of sample) {
    run = byte >= 0x80 ? run + 1 : 0;
    if (run > 2) return true;
  }
  return false;
}

/** From the surest sign to the least. */
function otherScript(sample: Uint8Array): string | null {
  const kana = ['shift_jis', 'euc-jp'].find((label) => share(sample, label, /[\u3040-\u30ff]/g) > 0.3);
  if (kana !== undefined) return kana;
  if (isKanji(sample)) return 'shift_jis';
  // Pairs of bytes: the first one tells how common a character is in the tables of GB 2312, KS X 1001 and Big5.
  if (firstBytes(sample, 0xb0, 0xc8) > 0.95) return 'euc-kr';
  if (share(sample, 'windows-1255', /[\u05d0-\u05ea]/g) > 0.95) return 'windows-1255';
  const alphabet = best(
    ALPHABETS.map(([label, letters]) => [label, share(sample, label, letters)]),
    0.5,
  );
  if (alphabet !== null) return alphabet;
  if (share(sample, 'windows-1256', /[\u0621-\u064a]/g) > 0.9) return 'windows-1256';
  const pairs: [string, number][] = [
    ['gb18030', firstBytes(sample, 0xb0, 0xd7)],
    ['big5', firstBytes(sample, 0xa4, 0xc6)],
  ];
  return best(pairs, 0.8);
}

/** The ten commonest letters make more than half of any text, and capitals stand before small ones; in another alphabet neither is so. */
const ALPHABETS: readonly (readonly [label: string, letters: RegExp])[] = [
  ['windows-1251', /[оеаинтсрвл]|(?<![а-я])[ОЕАИНТСРВЛ]/g],
  ['koi8-r', /[оеаинтсрвл]|(?<![а-я])[ОЕАИНТСРВЛ]/g],
  ['windows-1253', /[αάοόιίεέτσςνηήυρ]|(?<![α-ω])[ΑΟΙΕΤΣΝΗΥΡ]/g],
];

function best(scores: readonly (readonly [label: string, score: number])[], least: number): string | null {
  const [first] = scores.toSorted(([, one], [, other]) => other - one);
  return first !== undefined && first[1] >= least ? first[0] : null;
}

/** Of the letters beyond ASCII, the part that these are; letters that cannot be read count against it. */
function share(sample: Uint8Array, label: string, letters: RegExp): number {
  const text = new TextDecoder(label).decode(sample);
  const foreign = matches(text, /[\u0080-\u{10ffff}]/gu);
  return (matches(text, letters) - 5 * matches(text, /\ufffd/g)) / Math.max(1, foreign);
}

/** Japanese without kana: bytes that are quotes and dashes in the West, but in pairs, as no Western text has them. */
function isKanji(sample: Uint8Array): boolean {
  let [pairs, common, high] = [0, 0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const [byte, next] = [sample[at] ?? 0, sample[at + 1] ?? 0];
    if (byte < 0x80) continue;
    if (byte === 0x80 || byte === 0xa0 || byte > 0xea || next < 0x40 || next === 0x7f || next > 0xfc) return false;
    pairs += 1;
    if (byte >= 0x88 && byte <= 0x9f) common += 1;
    if (next >= 0x80) high += 1;
    at += 1;
  }
  return common > 0.8 * pairs && high > 0.35 * pairs;
}

function firstBytes(sample: Uint8Array, from: number, to: number): number {
  let [pairs, common] = [0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const byte = sample[at] ?? 0;
    if (byte < 0x81) continue;
    pairs += 1;
    if (byte >= from && byte <= to) common += 1;
    at += 1;
  }
  return common / Math.max(1, pairs);
}

function matches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Old csv of Excel for Mac ends its lines with CR alone. Between letters ³, ¹, ¿ and Ÿ are Polish ł, ą, ż and ź. */
function latin(sample: Uint8Array): string {
  if (sample.includes(13) && !sample.includes(10)) return 'macintosh';
  const text = new TextDecoder('windows-1252').decode(sample);
  return /\p{L}[³¹¿Ÿ]\p{L}/u.test(text) ? 'windows-1250' : 'windows-1252';
}
