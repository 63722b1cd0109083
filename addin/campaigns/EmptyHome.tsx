/** The first time: what happens here, in three steps. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DocumentText28Regular, MailMultiple28Regular, Table28Regular } from '@fluentui/react-icons';
import { useProse } from '../ui/prose.ts';
import { texts } from '../ui/texts/texts.ts';

const ICONS = [DocumentText28Regular, Table28Regular, MailMultiple28Regular];

const useStyles = makeStyles({
  empty: {
    margin: 'auto 0',
    padding: `${tokens.spacingVerticalXXL} 0`,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXL,
  },
  lead: { textAlign: 'center', textWrap: 'balance' },
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, margin: 0, padding: 0, listStyleType: 'none' },
  step: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  icon: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '48px',
    height: '48px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
});

export function EmptyHome() {
  const styles = useStyles();
  const prose = useProse();
  return (
    <section className={styles.empty}>
      <h2 className={mergeClasses(prose.h2, styles.lead)}>{texts.home.empty}</h2>
      <ol className={styles.steps}>
        {texts.home.emptySteps.map((step, index) => {
          const Icon = ICONS[index] ?? DocumentText28Regular;
          return (
            <li key={step} className={styles.step}>
              <span className={styles.icon}>
                <Icon aria-hidden="true" />
              </span>
              <span className={prose.p}>{step}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
