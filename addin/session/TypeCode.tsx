/** The code that the other window shows, where it did not arrive by itself. */
import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { failureLine } from '../ui/failureLines.ts';
import { useProse } from '../ui/prose.ts';
import { connectTexts } from '../ui/texts/connectTexts.ts';
import type { Connect } from './connectFlow.ts';
import { normalCode } from './runConnect.ts';
import { usePane } from './usePane.ts';

const useStyles = makeStyles({
  code: { fontFamily: tokens.fontFamilyMonospace, textAlign: 'center', width: '100%' },
  wide: { alignSelf: 'stretch' },
});

export function TypeCode({ state, onAgain }: { state: Extract<Connect, { at: 'code' }>; onAgain: () => void }) {
  const styles = useStyles();
  const prose = useProse();
  const { connect } = usePane();
  const [typed, setTyped] = useState('');
  const wrong = state.wrong ? failureLine(state.wrong) : null;
  const complete = normalCode(typed).length === 9;
  return (
    <form
      className={prose.middle}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) connect.typeCode(typed);
      }}
    >
      <Field
        label={connectTexts.connecting.codeLabel}
        hint={connectTexts.connecting.codeHint}
        {...(wrong ? { validationMessage: wrong } : {})}
        className={styles.wide}
        size="large"
      >
        <Input
          size="large"
          autoFocus
          autoComplete="one-time-code"
          value={typed}
          onChange={(_, data) => setTyped(data.value)}
          input={{ className: styles.code, maxLength: 12, spellCheck: false, autoCapitalize: 'characters' }}
        />
      </Field>
      <Button type="submit" appearance="primary" size="large" disabledFocusable={!complete} className={styles.wide}>
        {connectTexts.connecting.codeSend}
      </Button>
      {/* The code is shown once, in that window only. */}
      <Button appearance="subtle" onClick={onAgain}>
        {connectTexts.connecting.startAgain}
      </Button>
    </form>
  );
}
