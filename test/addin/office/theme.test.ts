import { webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { describe, expect, test } from '@jest/globals';
import type { OfficeColours } from '../../../addin/office/officeLook.ts';
import type { ThemeSource } from '../../../addin/office/theme.ts';
import { watchLook } from '../../../addin/office/theme.ts';

const THEMES = { light: webLightTheme, dark: webDarkTheme };
const BLACK: OfficeColours = { bodyBackgroundColor: '#262626' };
const WHITE: OfficeColours = { bodyBackgroundColor: '#FFFFFF' };

/** A window whose system can turn dark, and to which somebody comes back. */
function aWindow() {
  const heard: Record<'change' | 'focus', () => void> = { change: () => undefined, focus: () => undefined };
  const hear = (type: 'change' | 'focus', handler: () => void) => void (heard[type] = handler);
  const system = { matches: false, addEventListener: hear };
  return {
    page: { matchMedia: () => system, addEventListener: hear },
    comeBack: () => heard.focus(),
    turnDark: () => {
      system.matches = true;
      heard.change();
    },
  };
}

function watched(office: ThemeSource | undefined) {
  const { page, ...happens } = aWindow();
  const looks = watchLook(office, page, THEMES);
  const seen = [looks.now().shade];
  const end = looks.subscribe(() => seen.push(looks.now().shade));
  return { ...happens, looks, seen, end };
}

describe('the look of the pane', () => {
  test('follows the system where there is no Office, or Office says nothing', () => {
    for (const office of [undefined, {}, { officeTheme: null }]) {
      const { seen, turnDark } = watched(office);
      turnDark();
      expect(seen).toEqual(['light', 'dark']);
    }
  });

  test('is Office’s, whatever the system says', () => {
    const { seen, turnDark } = watched({ officeTheme: WHITE });
    turnDark();
    expect(seen).toEqual(['light']);
  });

  test('in Word is read again when somebody comes back to the pane', () => {
    const office: ThemeSource = { officeTheme: WHITE };
    const { seen, looks, comeBack } = watched(office);
    office.officeTheme = { ...BLACK };
    comeBack();
    comeBack();
    expect(seen).toEqual(['light', 'dark']);
    expect(looks.now().tokens['colorNeutralBackground2']).toBe('#262626');
    expect(looks.now()).toBe(looks.now());
  });

  test('in Outlook changes with the event, whose own colours are the true ones from then on', () => {
    let happen: (happened: { officeTheme?: OfficeColours }) => void = () => undefined;
    const mailbox = {
      addHandlerAsync: (event: string, handler: typeof happen) => void (event === 'officeThemeChanged' && (happen = handler)),
    };
    const { seen, comeBack, end } = watched({ officeTheme: WHITE, mailbox });
    happen({ officeTheme: BLACK });
    comeBack();
    expect(seen).toEqual(['light', 'dark']);
    end();
    happen({ officeTheme: WHITE });
    expect(seen).toEqual(['light', 'dark']);
  });

  test('stays where an older Outlook knows no such event', () => {
    const mailbox = {
      addHandlerAsync: () => {
        throw new Error('Not supported');
      },
    };
    expect(watched({ officeTheme: BLACK, mailbox }).seen).toEqual(['dark']);
  });

  test('is the system’s where Word is too busy to say its colours', () => {
    const office = {
      get officeTheme(): OfficeColours {
        throw new Error('RPC_E_SERVERCALL_RETRYLATER');
      },
    };
    expect(watched(office).seen).toEqual(['light']);
  });
});
