/** From the door to the empty first screen: Office asks, its window opens, a sample person signs in there. */
import { allowDialog, signInAs } from '../../test/support/officeHost/dialogDriver.ts';
import type { InOffice } from '../../test/support/officeHost/openInOffice.ts';
import { press, says, type Walk } from './walkMerge.ts';

export async function connectInOffice(office: InOffice, walk: Walk, known = false): Promise<void> {
  const { pane, shoot, words } = walk;
  await says(walk, words.promise);
  await shoot('welcome');
  await press(walk, words.connect);
  const dialog = await allowDialog(office);
  await says(walk, words.waiting);
  await shoot('connecting');
  if (known) await dialog.getByText('anna@contoso.example').first().click();
  else await signInAs(dialog, 'anna@contoso.example');
  await pane.getByRole('button', { name: words.newMerge, exact: true }).waitFor();
  await shoot('home-empty');
}
