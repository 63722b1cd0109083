/** How a button looks that may be chosen among others, and how it looks once it is. Its shape is its screen's. */
import { tokens } from '@fluentui/react-components';

export const toggleLook = {
  border: `1px solid ${tokens.colorNeutralStroke1}`,
  backgroundColor: tokens.colorNeutralBackground1,
  color: tokens.colorNeutralForeground1,
  fontFamily: tokens.fontFamilyBase,
  fontSize: tokens.fontSizeBase200,
  cursor: 'pointer',
  ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
} as const;

/** Chosen also where the system allows its own few colours only. */
export const chosenByForce = {
  '@media (forced-colors: active)': { forcedColorAdjust: 'none', backgroundColor: 'Highlight', color: 'HighlightText' },
} as const;

export const chosenLook = {
  ...chosenByForce,
  backgroundColor: tokens.colorBrandBackground2,
  border: `1px solid ${tokens.colorBrandStroke1}`,
  color: tokens.colorBrandForeground2,
  fontWeight: tokens.fontWeightSemibold,
} as const;
