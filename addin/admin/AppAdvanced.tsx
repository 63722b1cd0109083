/** What few applications need: clouds, own addresses, scopes, prompts, mail servers, a certificate. */
import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { FEATURES } from '../../shared/api/accounts.ts';
import type { AppKind } from '../../shared/api/apps.ts';
import { Fold } from '../ui/Panel.tsx';
import { useProse } from '../ui/prose.ts';
import { adminTexts } from '../ui/texts/adminTexts.ts';
import type { AppPartProps } from './AppBasics.tsx';
import type { UrlName } from './appDraft.ts';
import { BASE_SCOPES_BY_KIND } from './appDraft.ts';
import { ChoiceField, LinesField, TextField } from './formFields.tsx';
import { MailServerFields } from './MailServerFields.tsx';

const words = adminTexts.form;

/** Which addresses a kind can have of its own; the issuer of a generic one stands above. */
const URLS: Record<AppKind, readonly UrlName[]> = {
  microsoft: ['authorizeUrl', 'tokenUrl', 'graphUrl', 'deviceUrl'],
  google: ['authorizeUrl', 'tokenUrl', 'gmailUrl', 'revocationUrl', 'deviceUrl'],
  generic: ['authorizeUrl', 'tokenUrl', 'revocationUrl', 'userinfoUrl', 'deviceUrl'],
};

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, padding: `${tokens.spacingVerticalS} 0` },
  group: { margin: 0, padding: 0, border: 'none', display: 'flex', flexDirection: 'column', minWidth: 0 },
});

export function AppAdvanced(props: AppPartProps) {
  const styles = useStyles();
  const { draft, app, change } = props;
  const microsoft = draft.kind === 'microsoft';
  return (
    <Fold summary={words.advanced}>
      <div className={styles.body}>
        {app === null ? (
          <TextField label={words.key} hint={words.keyHint} value={draft.key} onChange={(key) => change({ key })} />
        ) : null}
        <BaseScopeField {...props} />
        {microsoft ? (
          <ChoiceField label={words.cloud} options={words.clouds} value={draft.cloud} onChange={(cloud) => change({ cloud })} />
        ) : null}
        <Expiry {...props} />
        <Servers {...props} />
        {microsoft ? <Features {...props} /> : null}
        <Prompt {...props} />
        <LinesField label={words.scopes} hint={words.scopesHint} value={draft.scopes} onChange={(scopes) => change({ scopes })} />
        {draft.kind === 'generic' ? (
          <Checkbox
            label={words.rotation}
            checked={draft.rotation === 'strict'}
            onChange={(_, data) => change({ rotation: data.checked === true ? 'strict' : 'keeps' })}
          />
        ) : null}
        <OwnUrls {...props} />
        {microsoft ? <Certificate {...props} /> : null}
      </div>
    </Fold>
  );
}

function BaseScopeField({ draft, change }: AppPartProps) {
  const options = Object.fromEntries(BASE_SCOPES_BY_KIND[draft.kind].map((scope) => [scope, words.baseScopes[scope]]));
  return (
    <ChoiceField
      label={words.baseScope}
      options={options}
      value={draft.baseScope}
      onChange={(baseScope) => change({ baseScope })}
    />
  );
}

function Expiry({ draft, change }: AppPartProps) {
  return (
    <TextField
      type="date"
      label={words.expires}
      hint={words.expiresHint}
      value={draft.expiresOn}
      onChange={(expiresOn) => change({ expiresOn })}
    />
  );
}

/** Microsoft's and Google's servers are known; others can be named. A generic one's SMTP server stands above. */
function Servers({ draft, change, problems }: AppPartProps) {
  const problem = problems.includes('port');
  const sends = draft.kind !== 'generic' && draft.baseScope !== 'graph' && draft.baseScope !== 'gmail';
  return (
    <>
      {sends ? (
        <MailServerFields label={words.smtp} server={draft.smtp} onChange={(smtp) => change({ smtp })} problem={problem} />
      ) : null}
      {draft.baseScope === 'imap-smtp' ? (
        <MailServerFields label={words.imap} server={draft.imap} onChange={(imap) => change({ imap })} problem={problem} />
      ) : null}
    </>
  );
}

function Features({ draft, change }: AppPartProps) {
  const styles = useStyles();
  const prose = useProse();
  return (
    <fieldset className={styles.group}>
      <legend className={prose.h3}>{words.features}</legend>
      {FEATURES.map((feature) => (
        <Checkbox
          key={feature}
          label={words.featureNames[feature]}
          checked={draft.features.includes(feature)}
          onChange={(_, data) => {
            const others = draft.features.filter((other) => other !== feature);
            change({ features: data.checked === true ? [...others, feature] : others });
          }}
        />
      ))}
    </fieldset>
  );
}

function Prompt({ draft, change }: AppPartProps) {
  return (
    <ChoiceField
      label={words.prompt}
      options={words.prompts}
      value={draft.prompt}
      hint={draft.prompt === 'consent' && draft.kind === 'microsoft' ? words.consentWarning : undefined}
      onChange={(prompt) => change({ prompt })}
    />
  );
}

function OwnUrls({ draft, change }: AppPartProps) {
  const styles = useStyles();
  return (
    <Fold summary={words.urls}>
      <div className={styles.body}>
        {URLS[draft.kind].map((name) => (
          <TextField
            key={name}
            label={words.urlNames[name]}
            value={draft.urls[name]}
            onChange={(text) => change({ urls: { ...draft.urls, [name]: text } })}
          />
        ))}
      </div>
    </Fold>
  );
}

function Certificate({ draft, app, change }: AppPartProps) {
  const styles = useStyles();
  const hint = app?.hasCertificate === true ? words.certificateKept : undefined;
  return (
    <Fold summary={words.certificate}>
      <div className={styles.body}>
        <LinesField
          label={words.certificatePem}
          hint={hint}
          value={draft.certificate}
          onChange={(certificate) => change({ certificate })}
        />
        <LinesField label={words.privateKey} value={draft.privateKey} onChange={(privateKey) => change({ privateKey })} />
      </div>
    </Fold>
  );
}
