/**
 * What the pane gets instead of rtl-css-js (webpack alias), with which Fluent makes a mirrored twin of every style when the pane
 * opens. Every language the pane speaks is written from left to right. A language that is not needs the real one again.
 */
export const convert = <T>(styles: T): T => styles;

export const convertProperty = <V>(key: string, value: V): { key: string; value: V } => ({ key, value });
