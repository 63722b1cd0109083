/** Findings by what there is to do, each with its rows and, for empty values, the choice what to do with them. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import { FieldChip } from '../ui/FieldChip.tsx';
import { FindingSays } from '../ui/FindingSays.tsx';
import { Card } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { columnChoiceId } from './FieldColumns.tsx';
import type { Finding } from './findings.ts';
import { PolicyChoice } from './PolicyChoice.tsx';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const ROWS_SHOWN = 8;

const useStyles = makeStyles({
  bad: { borderLeft: `3px solid ${tokens.colorStatusDangerBackground3}` },
  warn: { borderLeft: `3px solid ${tokens.colorStatusWarningBackground3}` },
  chip: { minWidth: 'auto', paddingLeft: tokens.spacingHorizontalS, paddingRight: tokens.spacingHorizontalS },
});

export interface FindingListProps {
  title: string;
  findings: Finding[];
  draft: Filled;
  work: DraftWork;
  tone: 'bad' | 'warn';
}

export function FindingList({ title, findings, draft, work, tone }: FindingListProps) {
  const prose = useProse();
  const styles = useStyles();
  // A field that may be empty has no finding any more, but the decision must stay visible and changeable.
  const decided = tone === 'warn' ? fieldsLeftEmpty(draft, findings) : [];
  if (findings.length === 0 && decided.length === 0) return null;
  return (
    <section className={prose.stack} aria-label={title}>
      <h3 className={prose.h3}>{title}</h3>
      <ul className={prose.list}>
        {findings.map((finding) => (
          <li key={finding.key}>
            <Card className={styles[tone]}>
              <p className={prose.p}>
                <Words finding={finding} />
              </p>
              <FindingActions finding={finding} draft={draft} work={work} />
            </Card>
          </li>
        ))}
        {decided.map((field) => (
          <li key={field}>
            <Card>
              <Policy field={field} draft={draft} work={work} />
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingActions({ finding, draft, work }: { finding: Finding; draft: Filled; work: DraftWork }) {
  const [field] = finding.fields;
  if (finding.code === 'FIELD_UNMATCHED') return <Fields fields={finding.fields} />;
  if (finding.code === 'VALUE_EMPTY' && field !== undefined) {
    return (
      <>
        <Policy field={field} draft={draft} work={work} />
        <Rows rows={finding.rows} work={work} />
      </>
    );
  }
  const target = jumpTarget(finding.code);
  if (target) {
    return (
      <div>
        <Button size="small" onClick={() => jumpTo(target)}>
          {mergeTexts.check.goTo}
        </Button>
      </div>
    );
  }
  return <Rows rows={finding.rows} work={work} />;
}

/** Fields without a column, each leading to its choice below. */
function Fields({ fields }: { fields: string[] }) {
  const prose = useProse();
  return (
    <div className={prose.wrap}>
      {fields.map((field) => (
        <FieldChip key={field} name={field} warn onClick={() => jumpTo(columnChoiceId(field))} />
      ))}
    </div>
  );
}

function Rows({ rows, work }: { rows: number[]; work: DraftWork }) {
  const prose = useProse();
  const styles = useStyles();
  if (rows.length === 0) return null;
  return (
    <div className={prose.wrap}>
      {rows.slice(0, ROWS_SHOWN).map((row) => (
        <Button key={row} size="small" className={styles.chip} onClick={() => work.dispatch({ type: 'looked', row })}>
          {mergeTexts.check.showRow(row)}
        </Button>
      ))}
      {rows.length > ROWS_SHOWN ? <span className={prose.small}>{mergeTexts.check.more(rows.length - ROWS_SHOWN)}</span> : null}
      <span className={prose.small}>{mergeTexts.check.rowsCounted}</span>
    </div>
  );
}

function Policy({ field, draft, work }: { field: string; draft: Filled; work: DraftWork }) {
  const choose = (policy: FieldPolicy) =>
    work.change('change', (now) => ({ fieldPolicies: { ...(now ?? draft).fieldPolicies, [field]: policy } }));
  return <PolicyChoice field={field} policy={draft.fieldPolicies[field] ?? draft.merge.policy} onChoose={choose} />;
}

function fieldsLeftEmpty(draft: Filled, findings: Finding[]): string[] {
  const blocked = draft.check.blockers.flatMap(({ field }) => field ?? []);
  const shown = new Set([...findings.flatMap((finding) => finding.fields), ...blocked]);
  return Object.keys(draft.columns).filter((field) => isDecided(draft.fieldPolicies[field]) && !shown.has(field));
}

function isDecided(policy: FieldPolicy | undefined): boolean {
  return policy !== undefined && policy !== 'block';
}

/** Our words for what comes many times; the sentence of the one finding for everything else. */
function Words({ finding }: { finding: Finding }) {
  const words = mergeTexts.findings[finding.code as keyof typeof mergeTexts.findings];
  if (words) return words(Math.max(finding.rows.length, finding.fields.length));
  return <FindingSays finding={{ ...finding, row: finding.rows[0], field: finding.fields[0] }} />;
}

/** The element where the finding is settled. */
function jumpTarget(code: string): string | null {
  if (code === 'ADDRESS_COLUMN_MISSING' || code === 'NO_RECIPIENTS') return 'address-column';
  return code.startsWith('SUBJECT') ? 'subject' : null;
}

function jumpTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: 'center' });
  target?.focus({ preventScroll: true });
}
