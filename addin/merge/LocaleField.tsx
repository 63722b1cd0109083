/** How numbers and dates are written; the letter's own language unless somebody wants another. */
import { Field } from '@fluentui/react-components';
import { Choice } from '../ui/Choice.tsx';
import { useProse } from '../ui/prose.ts';
import { optionTexts } from '../ui/texts/optionTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

const LOCALES = (
  'en-US en-GB en-AU en-CA en-IE en-IN cs-CZ da-DK de-DE de-AT de-CH es-ES es-MX et-EE el-GR fi-FI fr-FR fr-BE fr-CA fr-CH hr-HR hu-HU ' +
  'it-IT it-CH ja-JP ko-KR lt-LT lv-LV nb-NO nl-NL nl-BE pl-PL pt-BR pt-PT ro-RO sk-SK sl-SI sv-SE tr-TR uk-UA zh-CN zh-TW'
).split(' ');

export function LocaleField({ draft, work }: { draft: Filled; work: DraftWork }) {
  const prose = useProse();
  const { locale } = draft.merge;
  const names = new Intl.DisplayNames(undefined, { type: 'language' });
  const known = locale === null || LOCALES.includes(locale) ? LOCALES : [locale, ...LOCALES];
  const choices = known.map((tag) => ({ tag, name: names.of(tag) ?? tag })).toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <Field label={optionTexts.writing.locale} className={prose.choices}>
      <Choice value={locale ?? ''} onChoose={(tag) => work.change('change', { merge: { locale: tag || null } })}>
        <option value="">{ownLanguage(draft.letter.language, names)}</option>
        {choices.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </Choice>
    </Field>
  );
}

function ownLanguage(language: string | null, names: Intl.DisplayNames): string {
  const words = optionTexts.writing.localeLetter;
  return language === null ? words : `${words} (${names.of(language) ?? language})`;
}
