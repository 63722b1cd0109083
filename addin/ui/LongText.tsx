/** A field of several lines, in the looks of Fluent's Input and a tenth of the size of its Textarea. Belongs to the `Field` around it. */
import { makeStyles, shorthands, tokens, useFieldControlProps_unstable as useFieldControl } from '@fluentui/react-components';
import type { TextareaHTMLAttributes } from 'react';

const useStyles = makeStyles({
  box: {
    boxSizing: 'border-box',
    width: '100%',
    minHeight: '52px',
    resize: 'vertical',
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalMNudge}`,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    ...shorthands.borderWidth('1px'),
    ...shorthands.borderStyle('solid'),
    ...shorthands.borderColor(
      tokens.colorNeutralStroke1,
      tokens.colorNeutralStroke1,
      tokens.colorNeutralStrokeAccessible,
      tokens.colorNeutralStroke1,
    ),
    borderRadius: tokens.borderRadiusMedium,
    '::placeholder': { color: tokens.colorNeutralForeground4, opacity: 1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorBrandStroke1}`, outlineOffset: '-1px' },
    '&[aria-invalid="true"]': shorthands.borderColor(tokens.colorPaletteRedBorder2),
  },
});

export type LongTextProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'className'> & {
  onChange: (value: string) => void;
};

export function LongText({ onChange, ...rest }: LongTextProps) {
  const { box } = useStyles();
  const labelled = useFieldControl(rest, { supportsLabelFor: true, supportsRequired: true });
  return <textarea {...labelled} className={box} onChange={(event) => onChange(event.target.value)} />;
}
