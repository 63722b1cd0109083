/** Numbers of lists and notes in the formats of Word (ISO/IEC 29500-1 17.18.59); what has no such form stays in digits. */
import { numberStyle } from '../fields/styleNumber.ts';
import { nameTable } from '../nameTable.ts';

/** `language`: such as `en`, for numbers written as words. */
export function numberText(value: number, format: string, language = 'en'): string {
  if (format === 'none' || format === 'bullet') return '';
  return FORMATS[format]?.(value, language) ?? String(value);
}

type Format = (value: number, language: string) => string | null;

const styled = (name: string): Format => {
  const style = numberStyle(name);
  return (value, language) => style?.(String(value), language) ?? null;
};

function capital(format: Format): Format {
  return (value, language) => format(value, language)?.replace(/^\p{L}/u, (letter) => letter.toUpperCase()) ?? null;
}

/** The signs of a row in their order; null after the last. */
const from =
  (signs: string): Format =>
  (value) =>
    Array.from(signs)[value - 1] ?? null;

/** Letters of an alphabet; after the last one they are doubled. */
const letters =
  (alphabet: string): Format =>
  (value) => {
    const all = Array.from(alphabet);
    const letter = all[(value - 1) % all.length];
    return value < 1 || value > all.length * 30 || letter === undefined ? null : letter.repeat(Math.ceil(value / all.length));
  };

/** Signs that stand one after the other in Unicode, from `first` for 1 up to `most`. */
const signs =
  (first: number, most: number): Format =>
  (value) =>
    value >= 1 && value <= most ? String.fromCodePoint(first + value - 1) : null;

const digits =
  (ten: string): Format =>
  (value) =>
    String(value).replace(/[0-9]/g, (digit) => Array.from(ten)[Number(digit)] ?? digit);

const RUSSIAN = 'абвгдежзиклмнопрстуфхцчшщыэюя';
const counting: Format = (value) => chineseCounting(value);

const FORMATS = nameTable<Format>({
  lowerLetter: styled('alphabetic'),
  upperLetter: styled('Alphabetic'),
  lowerRoman: styled('roman'),
  upperRoman: styled('Roman'),
  hex: styled('Hex'),
  ordinal: styled('Ordinal'),
  cardinalText: capital(styled('CardText')),
  ordinalText: capital(styled('OrdText')),
  decimalZero: (value) => String(value).padStart(2, '0'),
  numberInDash: (value) => `- ${value} -`,
  decimalFullWidth: digits('０１２３４５６７８９'),
  decimalFullWidth2: digits('０１２３４５６７８９'),
  decimalEnclosedCircle: signs(0x2460, 20),
  decimalEnclosedCircleChinese: signs(0x2460, 20),
  decimalEnclosedParen: signs(0x2474, 20),
  decimalEnclosedFullstop: signs(0x2488, 20),
  ideographEnclosedCircle: signs(0x3280, 10),
  russianLower: letters(RUSSIAN),
  russianUpper: letters(RUSSIAN.toUpperCase()),
  hebrew1: letters('אבגדהוזחטיכלמנסעפצקרשת'),
  arabicAlpha: letters('أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  arabicAbjad: letters('أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'),
  hindiNumbers: digits('०१२३४५६७८९'),
  thaiNumbers: digits('๐๑๒๓๔๕๖๗๘๙'),
  aiueoFullWidth: letters('アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'),
  irohaFullWidth: letters('イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス'),
  ganada: letters('가나다라마바사아자차카타파하'),
  chosung: letters('ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'),
  ideographTraditional: from('甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: from('子丑寅卯辰巳午未申酉戌亥'),
  ideographDigital: digits('〇一二三四五六七八九'),
  japaneseDigitalTenThousand: digits('〇一二三四五六七八九'),
  taiwaneseDigital: digits('○一二三四五六七八九'),
  koreanDigital: digits('영일이삼사오육칠팔구'),
  chineseCounting: counting,
  chineseCountingThousand: counting,
  taiwaneseCounting: counting,
  taiwaneseCountingThousand: counting,
  japaneseCounting: counting,
});

/** 一, 十, 十一, 二十一, 一百零三 …; to 9,999. */
function chineseCounting(value: number): string | null {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return null;
  let text = '';
  let gap = false;
  for (const [size, sign] of [[1000, '千'] as const, [100, '百'] as const, [10, '十'] as const, [1, ''] as const]) {
    const digit = Math.floor(value / size) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    const one = digit === 1 && size === 10 && text === '';
    text += `${gap ? '零' : ''}${one ? '' : '一二三四五六七八九'[digit - 1]}${sign}`;
    gap = false;
  }
  return text;
}
