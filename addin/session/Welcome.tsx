/** Nobody is signed in: what this is, and the one thing to do. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled } from '@fluentui/react-icons';
import { Footer } from '../ui/Footer.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Fold, Note } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { texts } from '../ui/texts/texts.ts';
import type { About } from './usePane.ts';
import { usePane } from './usePane.ts';

const useStyles = makeStyles({
  screen: { display: 'flex', flexDirection: 'column', flexGrow: 1, minHeight: 0 },
  body: { flexGrow: 1, minHeight: 0, overflowY: 'auto', display: 'flex' },
  middle: {
    margin: 'auto',
    maxWidth: '400px',
    padding: tokens.spacingHorizontalXXL,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXL,
  },
  name: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    letterSpacing: '0.02em',
  },
  title: {
    margin: 0,
    textAlign: 'center',
    textWrap: 'balance',
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  promise: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-start' },
  check: { color: tokens.colorStatusSuccessForeground1, lineHeight: 0, marginTop: '2px' },
  may: { paddingLeft: tokens.spacingHorizontalL, margin: `${tokens.spacingVerticalS} 0` },
  fold: { alignSelf: 'stretch', display: 'flex', justifyContent: 'center' },
});

export function Welcome({ about }: { about: About | null }) {
  const styles = useStyles();
  const { connect, host, session } = usePane();
  const canSignIn = about?.ownSignIn !== false;
  return (
    <div className={styles.screen}>
      <main className={styles.body}>
        <div className={styles.middle}>
          {session.lost() ? <SignedOut /> : null}
          <Mark size={72} />
          <p className={styles.name}>{texts.product}</p>
          <h1 className={styles.title}>{host.name === 'word' ? texts.welcome.titleInWord : texts.welcome.title}</h1>
          <Promises />
          <Permissions />
        </div>
      </main>
      <Footer
        primary={{ label: texts.welcome.connect, onClick: () => connect.start({ kind: 'sign-in' }), disabled: !canSignIn }}
        note={canSignIn ? null : texts.welcome.off}
      />
    </div>
  );
}

/** On top: in a low pane the rest of the screen would push it out of sight. */
function SignedOut() {
  const prose = useProse();
  return (
    <Note tone="warn" live>
      <p className={mergeClasses(prose.p, prose.strong)}>{texts.signedOut.title}</p>
      <p className={prose.p}>{texts.signedOut.next}</p>
    </Note>
  );
}

function Promises() {
  const styles = useStyles();
  const prose = useProse();
  return (
    <ul className={prose.list}>
      {texts.welcome.promises.map((promise) => (
        <li key={promise} className={styles.promise}>
          <span className={styles.check}>
            <CheckmarkCircle16Filled aria-hidden="true" />
          </span>
          <span className={prose.p}>{promise}</span>
        </li>
      ))}
    </ul>
  );
}

function Permissions() {
  const styles = useStyles();
  const prose = useProse();
  return (
    <div className={styles.fold}>
      <Fold summary={texts.welcome.may}>
        <ul className={styles.may}>
          {texts.welcome.mayList.map((line) => (
            <li key={line} className={prose.p}>
              {line}
            </li>
          ))}
        </ul>
        <p className={prose.p}>{texts.welcome.mayNot}</p>
        <p className={prose.small}>{texts.welcome.permissions}</p>
      </Fold>
    </div>
  );
}
