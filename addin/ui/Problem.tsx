/** What went wrong: a heading, why, the one next step, and the codes for support folded away. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CopyButton } from './CopyButton.tsx';
import { wordsFor } from './errorText.ts';
import { Fold, Note } from './Panel.tsx';
import { useProse } from './prose.ts';
import { texts } from './texts/texts.ts';

/** A failure as the pane shows it; `addin/api`'s Failure fits. */
export interface ShownFailure {
  code: string;
  sentence: string;
  requestId: string | null;
  provider: { error: string; code?: string | undefined; correlationId?: string | undefined; help: string } | null;
  details: unknown;
}

const useStyles = makeStyles({
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

export function Problem({ failure, onRetry }: { failure: ShownFailure; onRetry?: (() => void) | undefined }) {
  const prose = useProse();
  const styles = useStyles();
  const words = wordsFor(failure.code);
  const codes = supportText(failure);
  const help = furtherHelp(failure);
  return (
    <div role="alert">
      <Note tone="bad">
        <p className={mergeClasses(prose.p, prose.strong)}>{words.title}</p>
        <p className={prose.p}>{failure.sentence || words.next}</p>
        {help === null ? null : <p className={prose.p}>{help}</p>}
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

/** What to do next, unless the sentence has said it already. */
function furtherHelp({ provider, sentence }: ShownFailure): string | null {
  return provider === null || sentence.includes(provider.help) ? null : provider.help;
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
      {failure.sentence || wordsFor(failure.code).title}
    </p>
  );
}
