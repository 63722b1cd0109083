/** What the letter or the list says about itself, kindly and folded when there is much. */
import { makeStyles, tokens } from '@fluentui/react-components';
import type { Remark } from '../../shared/api/campaigns.ts';
import { FindingSays } from '../ui/FindingSays.tsx';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { groupRemarks } from './findings.ts';

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
});

export function RemarkList({ title, remarks }: { title: string; remarks: readonly Remark[] }) {
  const styles = useStyles();
  const prose = useProse();
  if (remarks.length === 0) return null;
  return (
    <Note tone="info">
      <p className={prose.p}>{title}</p>
      <ul className={styles.list}>
        {groupRemarks(remarks).map((finding) => (
          <li key={finding.key} className={prose.small}>
            <FindingSays finding={{ ...finding, row: finding.rows[0], field: finding.fields[0] }} />
          </li>
        ))}
      </ul>
    </Note>
  );
}
