/** What went wrong: a heading, why, the one next step, and the codes for support folded away. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CopyButton } from './CopyButton.tsx';
import { wordsFor } from './errorText.ts';
import { failureLine, failureLines, hasRareReason, type ShownFailure } from './failureLines.ts';
import { Fold, intoSight, Note } from './Panel.tsx';
import { useProse } from './prose.ts';
import { serverTexts } from './texts/serverTexts.ts';
import { texts } from './texts/texts.ts';
import { useRare } from './useRare.ts';

const useStyles = makeStyles({
  place: { scrollMarginBottom: tokens.spacingVerticalM },
  codes: {
    margin: `${tokens.spacingVerticalXS} 0`,
    padding: tokens.spacingHorizontalS,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    maxHeight: '160px',
    overflowY: 'auto',
  },
});

export interface ProblemProps {
  failure: ShownFailure;
  onRetry?: (() => void) | undefined;
  /** What holds all the same, said last. */
  still?: string | null;
}

export function Problem({ failure, onRetry, still = null }: ProblemProps) {
  const prose = useProse();
  const styles = useStyles();
  const words = wordsFor(failure.code);
  const codes = supportText(failure);
  const rare = useRare(hasRareReason(failure));
  return (
    <div role="alert" ref={intoSight} className={styles.place}>
      <Note tone="bad">
        <p className={mergeClasses(prose.p, prose.strong)}>{words.title}</p>
        {failureLines(failure, serverTexts, rare).map(({ text, lang }) => (
          <p key={text} className={prose.p} lang={lang}>
            {text}
          </p>
        ))}
        {still === null ? null : <p className={prose.p}>{still}</p>}
        {onRetry ? (
          <div>
            <Button size="small" onClick={onRetry}>
              {texts.tryAgain}
            </Button>
          </div>
        ) : null}
        <Fold summary={texts.details}>
          <pre className={styles.codes}>{codes}</pre>
          <CopyButton text={codes} />
        </Fold>
      </Note>
    </div>
  );
}

/** The lines that support needs to find the case in the log. */
export function supportText(failure: ShownFailure): string {
  const lines = [`code: ${failure.code}`];
  if (failure.requestId) lines.push(`request: ${failure.requestId}`);
  if (failure.provider) {
    lines.push(`service: ${failure.provider.code ?? failure.provider.error}`);
    if (failure.provider.correlationId) lines.push(`correlation: ${failure.provider.correlationId}`);
  }
  if (failure.details) lines.push(`details: ${JSON.stringify(failure.details, null, 1)}`);
  return lines.join('\n');
}

/** A failure in one line, where a whole panel would be too much. */
export function SmallProblem({ failure }: { failure: ShownFailure }) {
  const prose = useProse();
  return (
    <p className={mergeClasses(prose.small, prose.bad)} role="alert">
      {failureLine(failure)}
    </p>
  );
}
