/** A place for one file: drop it, choose it, or (for lists) paste it. */
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ClipboardEvent, DragEvent, ReactNode } from 'react';
import { useId, useRef, useState } from 'react';
import { useProse } from './prose.ts';
import { Spinner } from './Spinner.tsx';

const useStyles = makeStyles({
  zone: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    minHeight: '176px',
    padding: tokens.spacingHorizontalL,
    textAlign: 'center',
    borderRadius: tokens.borderRadiusXLarge,
    border: `2px dashed ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (prefers-reduced-motion: no-preference)': { transition: `background-color ${tokens.durationFast}` },
  },
  over: { border: `2px solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  icon: { color: tokens.colorBrandForeground1, lineHeight: 0 },
  input: { display: 'none' },
});

export interface DropZoneProps {
  icon: ReactNode;
  title: string;
  choose: string;
  hint: string;
  accept: string;
  busy: string | null;
  onFile: (file: File) => void;
  /** Text pasted while the zone has the focus. */
  onPaste?: (text: string) => void;
}

export function DropZone(props: DropZoneProps) {
  const styles = useStyles();
  const prose = useProse();
  const hint = useId();
  const { over, handlers } = useDrop(props.onFile);
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain');
    if (props.onPaste && text.includes('\n')) props.onPaste(text);
  };
  return (
    <div className={mergeClasses(styles.zone, over && styles.over)} onPaste={paste} {...handlers}>
      {props.busy ? (
        <Spinner label={props.busy} />
      ) : (
        <>
          <span className={styles.icon}>{props.icon}</span>
          <p className={mergeClasses(prose.p, prose.strong)}>{props.title}</p>
          <FileButton label={props.choose} accept={props.accept} onFile={props.onFile} describedBy={hint} />
          <p id={hint} className={prose.small}>
            {props.hint}
          </p>
        </>
      )}
    </div>
  );
}

export interface FileButtonProps {
  label: string;
  accept: string;
  onFile: (file: File) => void;
  describedBy?: string;
  small?: boolean;
}

/** A button that opens the file chooser. The same file can be chosen twice: it may have been changed in between. */
export function FileButton({ label, accept, onFile, describedBy, small = false }: FileButtonProps) {
  const styles = useStyles();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size={small ? 'small' : 'medium'} aria-describedby={describedBy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        className={styles.input}
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}

function useDrop(onFile: (file: File) => void) {
  const [over, setOver] = useState(false);
  const handlers = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (file) onFile(file);
    },
  };
  return { over, handlers };
}
