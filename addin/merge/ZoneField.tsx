/** Whose clock hours and times of rows mean; the person's own unless they choose another. */
import { Field } from '@fluentui/react-components';
import { Choice } from '../ui/Choice.tsx';
import { whenTexts } from '../ui/texts/whenTexts.ts';
import type { DraftWork } from './useDraft.ts';
import type { Filled } from './wizard.ts';

/** IANA name, such as Europe/Berlin. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function ZoneField({ draft, work }: { draft: Filled; work: DraftWork }) {
  const { window, timeZone } = draft.sending;
  const own = ownZone();
  const value = window?.timeZone ?? timeZone ?? own;
  const choose = (zone: string) =>
    work.change('change', (now) => ({
      sending: { timeZone: zone, ...(now?.sending.window && { window: { ...now.sending.window, timeZone: zone } }) },
    }));
  const zones = new Set([own, value, 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <Field label={whenTexts.zone}>
      <Choice value={value} onChoose={choose}>
        {[...zones].map((zone) => (
          <option key={zone} value={zone}>
            {zone === own ? whenTexts.ownZone(spaced(zone)) : spaced(zone)}
          </option>
        ))}
      </Choice>
    </Field>
  );
}

function spaced(zone: string): string {
  return zone.replaceAll('_', ' ');
}
