/** Step 2: the list of people, as the sheet shows it. */
import { Field, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Table24Regular, Table48Regular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { LIST_BYTES_MAX } from '../../shared/api/campaigns.ts';
import { fileToBase64 } from '../api/fileToBase64.ts';
import { Choice } from '../ui/Choice.tsx';
import { DropZone, FileButton } from '../ui/DropZone.tsx';
import { FileCard } from '../ui/FileCard.tsx';
import { formatBytes } from '../ui/format.ts';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { InsertFields } from './InsertFields.tsx';
import { ReadingOptions } from './ReadingOptions.tsx';
import { RemarkList } from './RemarkList.tsx';
import type { DraftWork } from './useDraft.ts';
import type { LetterWork } from './useLetter.ts';
import type { Filled, WithLetter } from './wizard.ts';
import { isFilled } from './wizard.ts';

const ACCEPT = '.xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function ListStep({ draft, work, letter }: { draft: WithLetter; work: DraftWork; letter: LetterWork }) {
  const prose = useProse();
  const { change } = work;
  const busy = work.state.work.kind === 'busy' && work.state.work.what === 'list';
  const upload = useCallback(
    async (name: string, content: Blob) => {
      await change('list', async () => ({ list: { name, contentBytes: await fileToBase64(content) } }));
    },
    [change],
  );
  const take = (file: File) => void upload(file.name, file);
  const paste = (text: string) => void upload(mergeTexts.list.pastedName, new Blob([text], { type: 'text/csv' }));
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.list.heading}</h2>
      {isFilled(draft) ? (
        <>
          <List draft={draft} work={work} busy={busy} onFile={take} onSheet={(sheet) => change('list', { sheet })} />
          <InsertFields headers={draft.list.headers} letter={letter} />
        </>
      ) : (
        <DropZone
          icon={<Table48Regular aria-hidden="true" />}
          title={mergeTexts.list.drop}
          choose={mergeTexts.list.choose}
          hint={`${mergeTexts.list.hint} ${formatBytes(LIST_BYTES_MAX)}. ${mergeTexts.list.paste}`}
          accept={ACCEPT}
          busy={busy ? mergeTexts.list.reading : null}
          onFile={take}
          onPaste={paste}
        />
      )}
    </>
  );
}

interface ListProps {
  draft: Filled;
  work: DraftWork;
  busy: boolean;
  onFile: (file: File) => void;
  onSheet: (sheet: string) => Promise<boolean>;
}

function List({ draft, work, busy, onFile, onSheet }: ListProps) {
  const { list } = draft;
  return (
    <>
      <FileCard
        icon={<Table24Regular aria-hidden="true" />}
        name={list.name}
        line={mergeTexts.list.rows(list.rows)}
        busy={busy}
        onDropFile={onFile}
        action={<FileButton small label={mergeTexts.list.again} accept={ACCEPT} onFile={onFile} />}
      />
      {list.sheets.length > 1 ? (
        <Field label={mergeTexts.list.sheet}>
          <Choice value={list.sheet ?? ''} onChoose={onSheet}>
            {list.sheets.map((sheet) => (
              <option key={sheet} value={sheet}>
                {sheet}
              </option>
            ))}
          </Choice>
        </Field>
      ) : null}
      <FirstRows list={list} />
      <ReadingOptions draft={draft} work={work} />
      <RemarkList title={mergeTexts.list.remarks(list.remarks.length)} remarks={list.remarks} />
    </>
  );
}

const useTableStyles = makeStyles({
  frame: {
    overflowX: 'auto',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  table: { borderCollapse: 'collapse', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, minWidth: '100%' },
  cell: {
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    maxWidth: '180px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  head: {
    borderTop: 'none',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

function FirstRows({ list }: { list: Filled['list'] }) {
  const styles = useTableStyles();
  const prose = useProse();
  return (
    <div className={prose.tight}>
      {/* It scrolls sideways, so the keyboard must be able to reach it. */}
      <div className={styles.frame} tabIndex={0} role="region" aria-label={mergeTexts.list.table}>
        <table className={styles.table}>
          <thead>
            <tr>
              {list.headers.map((header) => (
                <th key={header} scope="col" className={mergeClasses(styles.cell, styles.head)}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.firstRows.map((row, index) => (
              <tr key={`${index}${row.join('|')}`}>
                {list.headers.map((header, column) => (
                  <td key={header} className={styles.cell}>
                    {row[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={prose.small}>{mergeTexts.list.first(list.firstRows.length, list.rows)}</p>
    </div>
  );
}
