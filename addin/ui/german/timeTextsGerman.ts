/** Days and times inside a sentence, in German. */
import type { timeTexts as english } from '../texts/timeTexts.ts';
import type { Translated } from '../translated.ts';

/** Twelve-hour times end with AM or PM, which says it. */
const clock = (time: string) => (/\p{L}/u.test(time) ? time : `${time} Uhr`);

export const timeTexts: Translated<typeof english> = {
  language: 'de',
  today: 'heute',
  tomorrow: 'morgen',
  onWeekday: (name) => `am ${name}`,
  onDate: (date) => `am ${date}`,
  when: (day, time) => `${day} um ${clock(time)}`,
  about: (day, time) => (day === null ? `gegen ${clock(time)}` : `${day} gegen ${clock(time)}`),
  lessThanMinute: 'weniger als eine Minute',
};
