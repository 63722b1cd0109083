/**
 * Which old encoding a text file that is not UTF-8 is most likely in. A guess, always told: Latin letters of the West unless the bytes speak
 * clearly for another script.
 */

const LOOKED_AT = 100_000;
/** Letters each candidate must show in plenty to be believed. */
const CANDIDATES: readonly { encoding: string; common: RegExp; share: number }[] = [
  { encoding: 'shift_jis', common: /[\u3040-\u30ff]/g, share: 0.25 },
  { encoding: 'euc-jp', common: /[\u3040-\u30ff]/g, share: 0.25 },
  { encoding: 'euc-kr', common: /[\uac00-\ud7a3]/g, share: 0.7 },
  { encoding: 'gb18030', common: /[\u4e00-\u9fff\u3001\u3002\uff00-\uff5e]/g, share: 0.7 },
  { encoding: 'big5', common: /[\u4e00-\u9fff\u3001\u3002\uff00-\uff5e]/g, share: 0.7 },
  { encoding: 'windows-1251', common: /[\u0430-\u044f]/g, share: 0.5 },
  { encoding: 'koi8-r', common: /[\u0430-\u044f]/g, share: 0.5 },
  { encoding: 'windows-1253', common: /[\u03ac-\u03ce]/g, share: 0.5 },
  { encoding: 'windows-1255', common: /[\u05d0-\u05ea]/g, share: 0.7 },
  { encoding: 'windows-1256', common: /[\u0621-\u064a]/g, share: 0.7 },
];

export function guessEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, LOOKED_AT);
  if (isMostlyUtf8(sample)) return 'utf-8';
  const other = Math.max(...runs(sample)) < 3 ? null : otherScript(sample);
  if (other !== null) return other;
  return isOldMac(sample) ? 'macintosh' : 'windows-1252';
}

/** UTF-8 with a few broken letters, as cut fields and joined files have them. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample);
  const lost = (text.match(/\ufffd/g) ?? []).length;
  const sound = (text.match(/[\u0080-\ufffc]/g) ?? []).length;
  return sound > 10 * lost;
}

/** Lengths of the runs of bytes beyond ASCII: letters of the West stand alone among plain ones. */
function runs(sample: Uint8Array): number[] {
  const lengths: number[] = [0];
  let run = 0;
  for (const byte of sample) {
    if (byte >= 0x80) run += 1;
    else {
      if (run > 2 && lengths.length < 1000) lengths.push(run);
      run = 0;
    }
  }
  return [...lengths, run];
}

function otherScript(sample: Uint8Array): string | null {
  let best: { encoding: string; score: number } | null = null;
  for (const { encoding, common, share } of CANDIDATES) {
    const text = new TextDecoder(encoding).decode(sample);
    const foreign = (text.match(/[\u0080-\u{10ffff}]/gu) ?? []).length;
    const lost = (text.match(/\ufffd/g) ?? []).length;
    const score = ((text.match(common) ?? []).length - 5 * lost) / Math.max(1, foreign);
    if (score >= share && (best === null || score > best.score)) best = { encoding, score };
  }
  return best?.encoding ?? null;
}

/** Excel for Mac ends the lines of its old csv with CR alone. */
function isOldMac(sample: Uint8Array): boolean {
  return sample.includes(13) && !sample.includes(10);
}
