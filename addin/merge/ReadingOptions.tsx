/** How the list is read, where the automatic reading went wrong: line of the headings, letters, delimiter. */
import { Field, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Choice } from '../ui/Choice.tsx';
import { Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const texts = optionTexts.list;
/** Labels of the WHATWG Encoding Standard that lists come in. */
const ENCODINGS = (
  'utf-8 utf-16le utf-16be windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 ' +
  'iso-8859-1 iso-8859-2 iso-8859-15 macintosh shift_jis euc-jp gb18030 big5 euc-kr'
).split(' ');

const useStyles = makeStyles({ inside: { marginTop: tokens.spacingVerticalS } });

export function ReadingOptions({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const styles = useStyles();
  const { list } = draft;
  const read = (reading: { headerRow?: number; encoding?: string; delimiter?: string }) => work.change('list', { reading });
  if (list.firstLines.length === 0 && list.encoding === null) return null;
  return (
    <Fold summary={texts.fold} open={list.encoding?.guessed === true}>
      <div className={mergeClasses(prose.stack, prose.choices, styles.inside)}>
        {list.headerRow === null ? null : (
          <Field label={texts.headerRow}>
            <Choice value={String(list.headerRow)} onChoose={(line) => read({ headerRow: Number(line) })}>
              {headingLines(list).map(({ line, cells }) => (
                <option key={line} value={line}>
                  {texts.headerLine(line, cells)}
                </option>
              ))}
            </Choice>
          </Field>
        )}
        {list.encoding === null ? null : (
          <Field
            label={texts.encoding}
            {...(list.encoding.guessed ? { validationState: 'warning' as const, validationMessage: texts.encodingGuessed } : {})}
          >
            <Choice value={list.encoding.label.toLowerCase()} onChoose={(encoding) => read({ encoding })}>
              {withOwn(ENCODINGS, list.encoding.label.toLowerCase()).map((label) => (
                <option key={label}>{label}</option>
              ))}
            </Choice>
          </Field>
        )}
        {list.delimiter === null ? null : (
          <Field label={texts.delimiter}>
            <Choice value={list.delimiter} onChoose={(delimiter) => read({ delimiter })}>
              {withOwn(Object.keys(texts.delimiters), list.delimiter).map((sign) => (
                <option key={sign} value={sign}>
                  {texts.delimiters[sign] ?? sign}
                </option>
              ))}
            </Choice>
          </Field>
        )}
      </div>
    </Fold>
  );
}

/** The line that was taken is always among them, also where it is far down. */
function headingLines({ firstLines, headerRow, headers }: Filled['list']): { line: number; cells: string }[] {
  const lines = firstLines.map((cells, index) => ({ line: index + 1, cells: shownCells(cells) }));
  if (headerRow !== null && headerRow > firstLines.length) lines.push({ line: headerRow, cells: shownCells(headers) });
  return lines;
}

function shownCells(cells: string[]): string {
  const text = cells.filter((cell) => cell.trim() !== '').join(' · ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text || '–';
}

function withOwn(known: string[], own: string): string[] {
  return known.includes(own) ? known : [own, ...known];
}
