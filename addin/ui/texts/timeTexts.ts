/** Days and times inside a sentence. What a calendar calls them comes from the browser; these are the words around it. */
export const timeTexts = {
  /** Language of these words, for the names of weekdays, units and the like. */
  language: 'en',
  today: 'today',
  tomorrow: 'tomorrow',
  /** A day by its name or its date. */
  onWeekday: (name: string) => name,
  onDate: (date: string) => date,
  /** A time somebody chose. */
  when: (day: string, time: string) => `${day}, ${time}`,
  /** A time that was reckoned; the day is null today. */
  about: (day: string | null, time: string) => (day === null ? `about ${time}` : `${day}, about ${time}`),
  lessThanMinute: 'less than a minute',
} as const;
