/** Where cards are about to appear: their shape, quietly, so that nothing jumps. */
import { makeStyles, tokens } from '@fluentui/react-components';
import { texts } from './texts/texts.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  card: {
    height: '76px',
    boxSizing: 'border-box',
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralStencil1,
    '@media (prefers-reduced-motion: no-preference)': {
      animationName: { '50%': { opacity: 0.5 } },
      animationDuration: '1.6s',
      animationIterationCount: 'infinite',
    },
  },
});

export function Placeholder() {
  const styles = useStyles();
  return (
    <div className={styles.list} role="status" aria-label={texts.loading}>
      <div className={styles.card} />
      <div className={styles.card} />
    </div>
  );
}
