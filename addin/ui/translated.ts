/**
 * The shape of a catalogue in another language: the same names, sentences with the same things to say, lists as long.
 * A text that is missing, or that another language would have to call differently, does not compile.
 */
export type Translated<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends boolean
      ? boolean
      : { readonly [Name in keyof T]: Translated<T[Name]> };
