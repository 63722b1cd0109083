/** A file that is in: its name, one line about it, and what can be done with it. Another file may be dropped on it. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { DragEvent, ReactNode } from 'react';
import { Card } from './Panel.tsx';
import { useProse } from './prose.ts';
import { Spinner } from './Spinner.tsx';
import { texts } from './texts/texts.ts';
import { useDelayed } from './useDelayed.ts';

const useStyles = makeStyles({
  top: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'center', minWidth: 0 },
  icon: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '40px',
    height: '40px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
  },
  text: { flexGrow: 1, minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
});

export interface FileCardProps {
  icon: ReactNode;
  name: string;
  line: string;
  busy: boolean;
  action: ReactNode;
  onDropFile: (file: File) => void;
}

export function FileCard({ icon, name, line, busy, action, onDropFile }: FileCardProps) {
  const styles = useStyles();
  const prose = useProse();
  const showBusy = useDelayed(busy);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file) onDropFile(file);
  };
  return (
    <div onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <Card label={name}>
        <div className={styles.top}>
          <span className={styles.icon}>{showBusy ? <Spinner size="tiny" aria-label={texts.loading} /> : icon}</span>
          <div className={styles.text}>
            <p className={mergeClasses(prose.h3, styles.name)}>{name}</p>
            <p className={prose.small}>{line}</p>
          </div>
        </div>
        <div>{action}</div>
      </Card>
    </div>
  );
}
