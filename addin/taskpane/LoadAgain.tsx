/** In place of an empty pane where a part of it cannot be shown: one sentence, and a button that loads everything anew. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { type PaneStorage, SHOWN_MEMORY } from '../session/paneStorage.ts';
import { useProse } from '../ui/prose.ts';
import { texts } from '../ui/texts/texts.ts';

interface Shown {
  children: ReactNode;
  storage: Pick<PaneStorage, 'forget'>;
  /** Loads the page anew. Drafts are on the server, and what else was chosen is in the storage of the pane. */
  reload: () => void;
}

/** Catches what a screen throws: mostly that one of its parts is no longer on the server, which was updated meanwhile. */
export class LoadAgain extends Component<Shown, { why: 'gone' | 'broken' | null }> {
  override state: { why: 'gone' | 'broken' | null } = { why: null };

  static getDerivedStateFromError(error: unknown): { why: 'gone' | 'broken' } {
    return { why: error instanceof Error && error.name === 'ChunkLoadError' ? 'gone' : 'broken' };
  }

  override render(): ReactNode {
    const { why } = this.state;
    if (why === null) return this.props.children;
    const { storage, reload } = this.props;
    const again = () => {
      // The screen that broke would break again, and there would be no way out of it.
      if (why === 'broken') storage.forget(SHOWN_MEMORY);
      reload();
    };
    return <Apology {...texts.loadAgain[why]} onPress={again} />;
  }
}

const useStyles = makeStyles({
  middle: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 'auto',
    padding: tokens.spacingHorizontalXXL,
    textAlign: 'center',
  },
});

function Apology({ title, next, onPress }: { title: string; next: string; onPress: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  return (
    <main className={styles.middle}>
      <div role="alert">
        <h1 className={prose.h2}>{title}</h1>
        <p className={prose.p}>{next}</p>
      </div>
      <Button appearance="primary" size="large" autoFocus onClick={onPress}>
        {texts.loadAgain.button}
      </Button>
    </main>
  );
}
