/**
 * What office.js 1.1.110 and Office on the web say to each other over `postMessage`: one JSON text a question, one an answer.
 * Read in its debug build; nothing of it is documented, so it is kept in this folder.
 */
export type OfficeApp = 'word' | 'outlook';

/** A question of office.js, as the host page hands it on. */
export interface OfficeQuestion {
  action: string;
  /** 0 a call, 1 an event is wanted from now on, 2 no longer. */
  kind: 0 | 1 | 2;
  data: unknown;
}

/** Office's names and numbers for the two hosts. */
const HOSTS = {
  word: { name: 'Word', appName: 32, script: '16.00', matrix: { wordapi: '1.8', dialogapi: '1.2', dialogorigin: '1.1' } },
  outlook: { name: 'Outlook', appName: 64, script: '16.01', matrix: { mailbox: '1.14', dialogapi: '1.2', dialogorigin: '1.1' } },
} as const;

const ADD_IN = 'mergepost';

export interface HostFacts {
  app: OfficeApp;
  /** BCP 47, as the person set Office. */
  locale: string;
  /** Requirement sets in place of the usual ones: lower case name → version. */
  requirements?: Readonly<Record<string, string>>;
  documentUrl: string;
  /** What the add-in kept in the document. */
  settings: Readonly<Record<string, string>>;
}

/** `_host_Info`: which host script office.js loads, and that it is the web. */
export function hostInfoOf({ app, locale }: HostFacts): string {
  const { name, script } = HOSTS[app];
  return [name, 'Web', script, locale, '00000000-0000-4000-8000-000000000000', '', '', '16'].join('$');
}

/** The name of the pane's frame; office.js parses it when it opens a dialog. */
export function frameNameOf(facts: HostFacts, hostOrigin: string): string {
  return JSON.stringify({
    baseFrameName: `ocfrm_${ADD_IN}`,
    hostInfo: hostInfoOf(facts),
    xdmInfo: ['conversation', ADD_IN, hostOrigin].join('|'),
    serializerVersion: 1,
    flights: '[]',
    disabledChangeGates: '[]',
  });
}

/** The answer to `ContextActivationManager_getAppContextAsync`. */
export function appContextOf({ app, locale, requirements, documentUrl, settings }: HostFacts): Record<string, unknown> {
  const { appName, matrix } = HOSTS[app];
  return {
    _id: ADD_IN,
    _appInstanceId: ADD_IN,
    _addinName: 'Mergepost',
    _appName: appName,
    _appVersion: '16.0',
    _appMinorVersion: 0,
    _hostFullVersion: '16.0.20000.10000',
    _appUILocale: locale,
    _dataLocale: locale,
    _docUrl: documentUrl,
    _clientMode: 1,
    _settings: settings,
    _reason: 1,
    _osfControlType: 1,
    _initialDisplayMode: 2,
    _eToken: '',
    _correlationId: 'correlation',
    _requirementMatrix: JSON.stringify(requirements ?? matrix),
    _dialogRequirementMatrix: '{"dialogapi":"1.2","dialogorigin":"1.1"}',
    _featureGates: {},
    _appDomains: [],
    _clientWindowHeight: 800,
    _clientWindowWidth: 1200,
    _wacHostEnvironment: '0',
    _isFromWacAutomation: true,
  };
}
