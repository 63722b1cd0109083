/** Step 3: does everything fit? What stops the start is on top; everything else can be changed below. */
import { Field } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import type { Accounts } from '../session/useAccounts.ts';
import { Choice } from '../ui/Choice.tsx';
import { Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import { AttachmentField } from './AttachmentField.tsx';
import { DocumentField } from './DocumentField.tsx';
import { FieldColumns } from './FieldColumns.tsx';
import { FindingList } from './FindingList.tsx';
import { groupRemarks } from './findings.ts';
import { LetterQuestions } from './LetterQuestions.tsx';
import { LocaleField } from './LocaleField.tsx';
import { RowsLeftOut } from './RowsLeftOut.tsx';
import { RowOptions } from './RowOptions.tsx';
import { SendAsField } from './SendAsField.tsx';
import { SubjectField } from './SubjectField.tsx';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

export interface CheckStepProps {
  draft: Filled;
  work: DraftWork;
  accounts: Accounts;
  onConnect: () => void;
  /** What has to be seen besides what is found about letter and list. */
  note: ReactNode;
}

export function CheckStep({ draft, work, accounts, onConnect, note }: CheckStepProps) {
  const prose = useProse();
  const { change } = work;
  const { blockers, warnings } = draft.check;
  const account = accounts.value?.providers.find(({ id }) => id === draft.providerId);
  // What e-mail cannot show was said at the letter already.
  const said = new Set(draft.letter.remarks.map((remark) => remark.text));
  const worthALook = groupRemarks(warnings.filter((remark) => !said.has(remark.text)));
  return (
    <>
      <h2 className={prose.h2}>{mergeTexts.check.heading}</h2>
      <Summary draft={draft} />
      {note}
      <FindingList title={mergeTexts.check.settle} findings={groupRemarks(blockers)} draft={draft} work={work} tone="bad" />
      <SubjectField key={draft.id} draft={draft} onSave={(subject) => void change('change', { subject })} />
      <div className={prose.tight}>
        <Mailbox draft={draft} change={change} accounts={accounts} onConnect={onConnect} />
        <SendAsField draft={draft} change={change} account={account} />
      </div>
      <AddressColumn draft={draft} onChoose={(addressColumn) => change('change', { addressColumn })} />
      <FieldColumns draft={draft} work={work} />
      <LetterQuestions draft={draft} work={work} />
      <RowOptions draft={draft} work={work} />
      <LocaleField draft={draft} work={work} />
      <AttachmentField draft={draft} work={work} />
      <DocumentField draft={draft} work={work} />
      <FindingList title={mergeTexts.check.look} findings={worthALook} draft={draft} work={work} tone="warn" />
    </>
  );
}

function Summary({ draft }: { draft: Filled }) {
  const prose = useProse();
  const { blockers, recipients, skipped } = draft.check;
  const ready = blockers.length === 0;
  return (
    <Note tone={ready ? 'good' : 'info'} live>
      <p className={prose.p}>
        {ready ? mergeTexts.check.ready(recipients) : mergeTexts.check.notReady(groupRemarks(blockers).length)}
      </p>
      {skipped > 0 ? <p className={prose.small}>{mergeTexts.check.skipped(skipped)}</p> : null}
      <RowsLeftOut draft={draft} />
      {draft.check.unusedColumns.length > 0 ? (
        <p className={prose.small}>{optionTexts.rows.unused(draft.check.unusedColumns.join(', '))}</p>
      ) : null}
    </Note>
  );
}

interface MailboxProps {
  draft: Filled;
  change: DraftWork['change'];
  accounts: Accounts;
  onConnect: () => void;
}

function Mailbox({ draft, change, accounts, onConnect }: MailboxProps) {
  const prose = useProse();
  const usable = accounts.value?.providers.filter((account) => account.isActive || account.id === draft.providerId) ?? [];
  const only = usable[0]?.id;
  useEffect(() => {
    // Most people have one mailbox: nothing to choose.
    if (draft.providerId === null && only !== undefined) void change('change', { providerId: only });
  }, [change, draft.providerId, only]);
  const choose = async (providerId: string) => {
    if (providerId !== '+') return change('change', { providerId });
    onConnect();
    return false;
  };
  if (usable.length <= 1 && draft.from !== null) {
    return (
      <div>
        <p className={prose.small}>{mergeTexts.check.mailbox}</p>
        <p className={prose.p}>{draft.from}</p>
      </div>
    );
  }
  return (
    <Field label={mergeTexts.check.mailbox} required>
      <Choice value={draft.providerId ?? ''} onChoose={choose} disabled={accounts.loading && accounts.value === null}>
        {draft.providerId === null ? <option value="">{mergeTexts.check.chooseMailbox}</option> : null}
        {usable.map((account) => (
          <option key={account.id} value={account.id}>
            {account.emailAddress}
          </option>
        ))}
        <option value="+">{mergeTexts.check.addMailbox}…</option>
      </Choice>
    </Field>
  );
}

function AddressColumn({ draft, onChoose }: { draft: Filled; onChoose: (column: string) => Promise<boolean> }) {
  const { headers } = draft.list;
  const missing = draft.addressColumn === null;
  return (
    <Field label={mergeTexts.check.address} required {...(missing ? { validationMessage: mergeTexts.check.chooseColumn } : {})}>
      <Choice id="address-column" value={draft.addressColumn ?? ''} onChoose={onChoose}>
        {missing ? <option value="">{mergeTexts.check.chooseColumn}</option> : null}
        {headers.map((header) => (
          <option key={header} value={header}>
            {header}
          </option>
        ))}
      </Choice>
    </Field>
  );
}
