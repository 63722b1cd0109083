/** manifest.xml: the task pane in Word and the button that opens it. */
import {
  headOf,
  localised,
  longTextsOf,
  type ManifestFacts,
  paneUrl,
  resourcesOf,
  RIBBON_ICONS,
  ribbonButton,
  ribbonIcon,
  shortTextsOf,
} from './manifestParts.ts';
import { ADDIN_TEXTS, GET_STARTED, WORD_BUTTON } from './manifestTexts.ts';
import { element, type XmlElement, xmlText } from './manifestXml.ts';

const REMARK = 'The Word add-in. Made by: mergepost manifest. The order of the elements matters to Office.';

export function wordManifest(facts: ManifestFacts): string {
  const root = element(
    'OfficeApp',
    {
      xmlns: 'http://schemas.microsoft.com/office/appforoffice/1.1',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:bt': 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
      'xsi:type': 'TaskPaneApp',
    },
    [
      ...headOf(facts, ADDIN_TEXTS.wordDescription, [32, 64]),
      element('Hosts', {}, [element('Host', { Name: 'Document' })]),
      // The least a Word needs that the pane can work in; what needs more is asked for when it is wanted.
      element('Requirements', {}, [
        element('Sets', { DefaultMinVersion: '1.1' }, [element('Set', { Name: 'WordApi', MinVersion: '1.1' })]),
      ]),
      // Word on an iPad knows nothing below Permissions and opens this address.
      element('DefaultSettings', {}, [localised('SourceLocation', paneUrl(facts.serverUrl))]),
      element('Permissions', {}, 'ReadWriteDocument'),
      overrides(facts),
    ],
  );
  return xmlText(root, REMARK);
}

function overrides({ serverUrl }: ManifestFacts): XmlElement {
  return element(
    'VersionOverrides',
    { xmlns: 'http://schemas.microsoft.com/office/taskpaneappversionoverrides', 'xsi:type': 'VersionOverridesV1_0' },
    [
      element('Hosts', {}, [element('Host', { 'xsi:type': 'Document' }, [desktop()])]),
      resourcesOf({
        serverUrl,
        icons: RIBBON_ICONS,
        urls: { 'GetStarted.Url': { en: `${serverUrl}/`, de: `${serverUrl}/?lang=de` }, 'Pane.Url': paneUrl(serverUrl) },
        short: { 'GetStarted.Title': GET_STARTED.title, 'Group.Label': ADDIN_TEXTS.name, ...shortTextsOf('Open', WORD_BUTTON) },
        long: { 'GetStarted.Description': GET_STARTED.description, ...longTextsOf('Open', WORD_BUTTON) },
      }),
    ],
  );
}

function desktop(): XmlElement {
  const open = element('Action', { 'xsi:type': 'ShowTaskpane' }, [
    element('TaskpaneId', {}, 'Mergepost.Pane'),
    element('SourceLocation', { resid: 'Pane.Url' }),
  ]);
  const group = element('Group', { id: 'Mergepost.Group' }, [
    element('Label', { resid: 'Group.Label' }),
    ribbonIcon(),
    ribbonButton('Open', open),
  ]);
  return element('DesktopFormFactor', {}, [
    element('GetStarted', {}, [
      element('Title', { resid: 'GetStarted.Title' }),
      element('Description', { resid: 'GetStarted.Description' }),
      element('LearnMoreUrl', { resid: 'GetStarted.Url' }),
    ]),
    element('ExtensionPoint', { 'xsi:type': 'PrimaryCommandSurface' }, [element('OfficeTab', { id: 'TabHome' }, [group])]),
  ]);
}
