/**
 * manifest.outlook.xml: the pane beside a draft (which becomes the letter) and beside a message that is read. An older
 * Outlook reads VersionOverrides 1.0 and stops there; the nested 1.1 says the same with a pane that can be pinned, and with
 * a button for phones.
 */
import {
  headOf,
  localised,
  longTextsOf,
  type ManifestFacts,
  MOBILE_ICONS,
  mobileIcon,
  paneUrl,
  resourcesOf,
  RIBBON_ICONS,
  ribbonButton,
  shortTextsOf,
} from './manifestParts.ts';
import { ADDIN_TEXTS, COMPOSE_BUTTON, READ_BUTTON } from './manifestTexts.ts';
import { element, type XmlElement, xmlText } from './manifestXml.ts';

const REMARK = 'The Outlook add-in. Made by: mergepost manifest. The order of the elements matters to Office.';

/** Mailbox 1.3: the first with which the text of a draft can be read. 1.5: pinning, and hearing that the item changed. */
const LOWEST = '1.3';
const PINNING = '1.5';

export function outlookManifest(facts: ManifestFacts): string {
  const root = element(
    'OfficeApp',
    {
      xmlns: 'http://schemas.microsoft.com/office/appforoffice/1.1',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:bt': 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
      'xsi:type': 'MailApp',
    },
    [
      ...headOf(facts, ADDIN_TEXTS.outlookDescription, [64, 128]),
      element('Hosts', {}, [element('Host', { Name: 'Mailbox' })]),
      element('Requirements', {}, [element('Sets', {}, [element('Set', { Name: 'Mailbox', MinVersion: LOWEST })])]),
      formSettings(facts.serverUrl),
      element('Permissions', {}, 'ReadWriteItem'),
      element('Rule', { 'xsi:type': 'RuleCollection', Mode: 'Or' }, [
        element('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Read' }),
        element('Rule', { 'xsi:type': 'ItemIs', ItemType: 'Message', FormType: 'Edit' }),
      ]),
      element('DisableEntityHighlighting', {}, 'true'),
      overrides(facts.serverUrl),
    ],
  );
  return xmlText(root, REMARK);
}

/** Asked for by the schema; every Outlook that reads VersionOverrides ignores it. */
function formSettings(serverUrl: string): XmlElement {
  const page = localised('SourceLocation', paneUrl(serverUrl));
  return element('FormSettings', {}, [
    element('Form', { 'xsi:type': 'ItemRead' }, [element('DesktopSettings', {}, [page, element('RequestedHeight', {}, '450')])]),
    element('Form', { 'xsi:type': 'ItemEdit' }, [element('DesktopSettings', {}, [page])]),
  ]);
}

function overrides(serverUrl: string): XmlElement {
  return element(
    'VersionOverrides',
    { xmlns: 'http://schemas.microsoft.com/office/mailappversionoverrides', 'xsi:type': 'VersionOverridesV1_0' },
    [...overridden(serverUrl, { lowest: LOWEST, newer: false }), newerOverrides(serverUrl)],
  );
}

/** Must be the last child of the older ones. */
function newerOverrides(serverUrl: string): XmlElement {
  return element(
    'VersionOverrides',
    { xmlns: 'http://schemas.microsoft.com/office/mailappversionoverrides/1.1', 'xsi:type': 'VersionOverridesV1_1' },
    overridden(serverUrl, { lowest: PINNING, newer: true }),
  );
}

function overridden(serverUrl: string, { lowest, newer }: { lowest: string; newer: boolean }): XmlElement[] {
  const desktop = element('DesktopFormFactor', {}, [
    surface('MessageComposeCommandSurface', 'Compose', newer),
    surface('MessageReadCommandSurface', 'Read', newer),
  ]);
  return [
    element('Requirements', {}, [element('bt:Sets', { DefaultMinVersion: lowest }, [element('bt:Set', { Name: 'Mailbox' })])]),
    element('Hosts', {}, [element('Host', { 'xsi:type': 'MailHost' }, newer ? [desktop, mobile()] : [desktop])]),
    resourcesOf({
      serverUrl,
      icons: newer ? [...RIBBON_ICONS, ...MOBILE_ICONS.map(({ pixels }) => pixels)] : RIBBON_ICONS,
      urls: { 'Pane.Url': paneUrl(serverUrl) },
      short: {
        'Group.Label': ADDIN_TEXTS.name,
        ...shortTextsOf('Compose', COMPOSE_BUTTON),
        ...shortTextsOf('Read', READ_BUTTON),
      },
      long: { ...longTextsOf('Compose', COMPOSE_BUTTON), ...longTextsOf('Read', READ_BUTTON) },
    }),
  ];
}

function surface(type: string, name: 'Compose' | 'Read', pinned: boolean): XmlElement {
  const group = element('Group', { id: `Mergepost.${name}Group` }, [
    element('Label', { resid: 'Group.Label' }),
    ribbonButton(name, openPane(pinned)),
  ]);
  return element('ExtensionPoint', { 'xsi:type': type }, [element('OfficeTab', { id: 'TabDefault' }, [group])]);
}

function openPane(pinned: boolean): XmlElement {
  return element('Action', { 'xsi:type': 'ShowTaskpane' }, [
    element('SourceLocation', { resid: 'Pane.Url' }),
    ...(pinned ? [element('SupportsPinning', {}, 'true')] : []),
  ]);
}

/** On a phone the pane says in one sentence where to go on; without the button people would look for it in vain. */
function mobile(): XmlElement {
  const button = element('Control', { 'xsi:type': 'MobileButton', id: 'Mergepost.Mobile' }, [
    element('Label', { resid: 'Read.Label' }),
    mobileIcon(),
    openPane(false),
  ]);
  const group = element('Group', { id: 'Mergepost.MobileGroup' }, [element('Label', { resid: 'Group.Label' }), button]);
  return element('MobileFormFactor', {}, [element('ExtensionPoint', { 'xsi:type': 'MobileMessageReadCommandSurface' }, [group])]);
}
