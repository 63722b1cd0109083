/** Letter, subject, list and settings brought together once: which column fills what, which policy holds, how scopes are made. */
import type { FieldPolicy, MergeSettings } from '../../shared/api/mergeSettings.ts';
import { columnFinder } from './columnFinder.ts';
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import { columnsOfLetter, type FieldNeeds, fieldNeeds } from './fieldNeeds.ts';
import { type PolicyFinder, policyFinder } from './fieldPolicies.ts';
import type { ListTable } from './lists/listTable.ts';
import { matchControls, type MatchedControl } from './matchControls.ts';
import { mergeLocale } from './mergeLocale.ts';
import type { MergeScope } from './mergeScope.ts';
import { scopeMaker } from './messageScope.ts';
import type { MessagePlan } from './planMessages.ts';
import { type NeededField, neededFields } from './rowRemarks.ts';

/** `now`: local time of the merge, `2026-11-20T15:30:00`. */
export type RenderHow = { settings: MergeSettings; policies: Readonly<Record<string, FieldPolicy>>; now: string };

export type MergeSetup = {
  /** Field → column; content controls that have one included. */
  columns: Record<string, string | null>;
  controls: MatchedControl[];
  needs: FieldNeeds;
  needed: NeededField[];
  policies: PolicyFinder;
  locale: string;
  scopeFor: (plan: MessagePlan) => MergeScope;
};

export function mergeSetup(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  known: Readonly<Record<string, string | null>>,
  { settings, policies: named, now }: RenderHow,
): MergeSetup {
  const controls = matchControls(letter.controls, table.headers, known);
  const columns = columnsOfLetter(letter, subject, controls, table.headers, known, settings);
  const policies = policyFinder(named, settings.policy);
  const needs = fieldNeeds(letter, subject, controls, settings);
  const needed = neededFields(needs, columns, columnFinder(columns, table.headers), policies);
  const locale = mergeLocale(settings, letter);
  const { answers } = settings;
  const dropsLines = [settings.policy, ...Object.values(named)].includes('drop-line');
  const scopeFor = scopeMaker({ table, columns, policies, optional: needs.optional, dropsLines, answers, locale, now });
  return { columns, controls, needs, needed, policies, locale, scopeFor };
}
