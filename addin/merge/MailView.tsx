/** A mail as its receiver sees it: head lines and the body in a frame that can do nothing. */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Attach16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Preview } from '../../shared/api/campaignPreview.ts';
import { formatBytes } from '../ui/format.ts';
import { useProse } from '../ui/prose.ts';
import { Segments } from '../ui/Segments.tsx';
import { mergeTexts } from '../ui/texts/mergeTexts.ts';

const useStyles = makeStyles({
  mail: {
    display: 'flex',
    flexDirection: 'column',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  head: { padding: tokens.spacingHorizontalM, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  subject: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
  },
  lines: { margin: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: tokens.spacingHorizontalS, rowGap: '2px' },
  key: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  none: { color: tokens.colorStatusWarningForeground1 },
  frame: {
    width: '100%',
    height: '420px',
    border: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: '#fff',
  },
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '420px',
    overflowY: 'auto',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

export function MailView({ preview }: { preview: Preview }) {
  const styles = useStyles();
  const prose = useProse();
  const [shown, setShown] = useState<'html' | 'text'>('html');
  return (
    <section className={styles.mail} aria-label={mergeTexts.preview.heading}>
      <div className={styles.head}>
        <p className={styles.subject}>{preview.subject || mergeTexts.preview.noSubject}</p>
        <dl className={mergeClasses(prose.small, styles.lines)}>
          <dt className={styles.key}>{mergeTexts.preview.to}</dt>
          <dd className={mergeClasses(styles.value, preview.to === null && styles.none)}>
            {preview.to ?? mergeTexts.preview.noAddress}
          </dd>
          <dt className={styles.key}>{mergeTexts.preview.from}</dt>
          <dd className={styles.value}>{preview.from}</dd>
          {preview.attachments.map((file) => (
            <Attached key={file.name} name={file.name} bytes={file.bytes} />
          ))}
        </dl>
        <Segments
          label={mergeTexts.preview.frame}
          options={{ html: mergeTexts.preview.html, text: mergeTexts.preview.text }}
          value={shown}
          onChange={setShown}
        />
      </div>
      {shown === 'html' ? (
        <iframe className={styles.frame} title={mergeTexts.preview.frame} sandbox="" srcDoc={frameDocument(preview.html)} />
      ) : (
        <pre className={styles.text} tabIndex={0}>
          {preview.text}
        </pre>
      )}
    </section>
  );
}

function Attached({ name, bytes }: { name: string; bytes: number }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.key}>
        <Attach16Regular aria-label={mergeTexts.preview.attachments} />
      </dt>
      <dd className={styles.value}>{`${name} (${formatBytes(bytes)})`}</dd>
    </>
  );
}

/**
 * The mail in a page of its own. The frame's sandbox allows nothing (no scripts, no forms, no navigation of the pane), and
 * this policy loads nothing from outside: looking at a preview tells nobody anything.
 */
export function frameDocument(html: string): string {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";
  const head = `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank"><meta name="viewport" content="width=device-width,initial-scale=1"><style>:root{color-scheme:only light!important;background:#fff;color:#000}body{margin:12px;overflow-wrap:anywhere}img{max-width:100%;height:auto}</style>`;
  return `<!doctype html><html><head>${head}</head><body>${html}</body></html>`;
}
