/** What both manifests are made of: their head, pictures, addresses and texts with the German ones beside them. */
import { element, type XmlElement } from './manifestXml.ts';
import { ADDIN_TEXTS, type ButtonTexts, GERMAN_LOCALES, type Localised } from './manifestTexts.ts';

export interface ManifestFacts {
  /** Origin of the server, https, without a trailing slash. */
  serverUrl: string;
  /** Id of this add-in. */
  id: string;
  /** Of the product, such as `0.1.0`: Office takes up to four numbers. */
  version: string;
}

/** Of all ribbon sizes Office asks for 16, 32 and 80 and scales the others itself, less sharply. */
export const RIBBON_ICONS = [16, 20, 24, 32, 40, 48, 64, 80] as const;

/** Outlook mobile: points, each at the scales 1, 2 and 3 of the device. */
export const MOBILE_ICONS = [25, 32, 48].flatMap((size) => [1, 2, 3].map((scale) => ({ size, scale, pixels: size * scale })));

const iconUrl = (serverUrl: string, pixels: number): string => `${serverUrl}/assets/icon-${pixels}.png`;

/** The pane as Office opens it, in both languages. */
export const paneUrl = (serverUrl: string): Localised => ({
  en: `${serverUrl}/office/taskpane.html`,
  de: `${serverUrl}/de/office/taskpane.html`,
});

/** `DefaultValue` in English and one override for each German locale. @param prefix `bt:` within VersionOverrides. */
export function localised(name: string, text: Localised, prefix: '' | 'bt:' = '', id?: string): XmlElement {
  const overrides = GERMAN_LOCALES.map((locale) => element(`${prefix}Override`, { Locale: locale, Value: text.de }));
  return element(`${prefix}${name}`, { ...(id !== undefined && { id }), DefaultValue: text.en }, overrides);
}

/**
 * The first elements of a manifest, in the order that Office insists on.
 * @param icons pixels of the icon and of the one for dense screens; Word and Outlook differ (manifest reference, IconUrl).
 */
export function headOf({ serverUrl, id, version }: ManifestFacts, description: Localised, icons: [number, number]): XmlElement[] {
  return [
    element('Id', {}, id),
    element('Version', {}, fourNumbers(version)),
    element('ProviderName', {}, 'Mergepost'),
    element('DefaultLocale', {}, 'en-US'),
    localised('DisplayName', ADDIN_TEXTS.name),
    localised('Description', description),
    element('IconUrl', { DefaultValue: iconUrl(serverUrl, icons[0]) }),
    element('HighResolutionIconUrl', { DefaultValue: iconUrl(serverUrl, icons[1]) }),
    // Whoever asks Office for help gets the pane in a browser, which explains itself.
    element('SupportUrl', { DefaultValue: `${serverUrl}/` }),
    // Where the pane itself may navigate on the desktop; the sign-in window is not bound by it.
    element('AppDomains', {}, [
      element('AppDomain', {}, serverUrl),
      element('AppDomain', {}, 'https://login.microsoftonline.com'),
    ]),
  ];
}

function fourNumbers(version: string): string {
  const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0').split('.').slice(0, 4);
  return [...numbers, '0', '0', '0'].slice(0, 4).join('.');
}

export const ribbonIcon = (): XmlElement =>
  element(
    'Icon',
    {},
    RIBBON_ICONS.map((size) => element('bt:Image', { size: String(size), resid: `Icon.${size}` })),
  );

export const mobileIcon = (): XmlElement =>
  element(
    'Icon',
    { 'xsi:type': 'bt:MobileIconList' },
    MOBILE_ICONS.map(({ size, scale, pixels }) =>
      element('bt:Image', { size: String(size), scale: String(scale), resid: `Icon.${pixels}` }),
    ),
  );

/** A ribbon button. @param name its texts are the resources `<name>.Label`, `.Title` and `.Tip`. */
export function ribbonButton(name: string, action: XmlElement): XmlElement {
  return element('Control', { 'xsi:type': 'Button', id: `Mergepost.${name}` }, [
    element('Label', { resid: `${name}.Label` }),
    element('Supertip', {}, [element('Title', { resid: `${name}.Title` }), element('Description', { resid: `${name}.Tip` })]),
    ribbonIcon(),
    action,
  ]);
}

type Named = Readonly<Record<string, Localised>>;

export const shortTextsOf = (name: string, { label, title }: ButtonTexts): Named => ({
  [`${name}.Label`]: label,
  [`${name}.Title`]: title,
});

export const longTextsOf = (name: string, { tip }: ButtonTexts): Named => ({ [`${name}.Tip`]: tip });

export interface ResourceFacts {
  serverUrl: string;
  /** Pixels of every icon that the part names. */
  icons: readonly number[];
  urls: Named;
  short: Named;
  long: Named;
}

export function resourcesOf({ serverUrl, icons, urls, short, long }: ResourceFacts): XmlElement {
  const listed = (kind: string, name: string, named: Named): XmlElement =>
    element(
      kind,
      {},
      Object.entries(named).map(([id, text]) => localised(name, text, 'bt:', id)),
    );
  const pixels = [...new Set(icons)].toSorted((a, b) => a - b);
  return element('Resources', {}, [
    element(
      'bt:Images',
      {},
      pixels.map((size) => element('bt:Image', { id: `Icon.${size}`, DefaultValue: iconUrl(serverUrl, size) })),
    ),
    listed('bt:Urls', 'Url', urls),
    listed('bt:ShortStrings', 'String', short),
    listed('bt:LongStrings', 'String', long),
  ]);
}
