import { type SubmitEvent, useState } from 'react';
import { Button } from '../../../components/Button';
import { CopyButton } from '../../../components/CopyButton';
import { Dialog } from '../../../components/Dialog';
import { SelectField, TextAreaField, TextField } from '../../../components/Field';
import { ProblemNotice } from '../../../components/ProblemNotice';
import { fieldError } from '../../../lib/problem';
import { type IssueApiKeyRequest, type IssuedApiKey, useIssueApiKey } from '../api/apiKeys';
import { type Scope, SCOPES, USUAL_SCOPES } from './scopes';

type Environment = IssueApiKeyRequest['environment'];

/** Creates a key, then shows its secret: the only time that anybody can see it. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const issue = useIssueApiKey();
  return issue.data === undefined ? (
    <Dialog title="Create an API key" onClose={onClose}>
      <KeyForm
        error={issue.error}
        pending={issue.isPending}
        onSubmit={(request) => issue.mutate(request)}
        onCancel={onClose}
      />
    </Dialog>
  ) : (
    <Dialog key="secret" title="Save this key now" onClose={onClose} dismissible={false}>
      <Secret issued={issue.data} onDone={onClose} />
    </Dialog>
  );
}

interface KeyFormProps {
  error: unknown;
  pending: boolean;
  onSubmit: (request: IssueApiKeyRequest) => void;
  onCancel: () => void;
}

function KeyForm({ error, pending, onSubmit, onCancel }: KeyFormProps) {
  const [name, setName] = useState('');
  const [environment, setEnvironment] = useState<Environment>('live');
  const [scopes, setScopes] = useState(USUAL_SCOPES);
  const [checked, setChecked] = useState(false);
  const nameMissing = checked && name.trim() === '';
  const scopesMissing = checked && scopes.length === 0;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() !== '' && scopes.length > 0) {
      onSubmit({ name: name.trim(), environment, scopes: [...scopes] });
    }
  };
  const toggle = (scope: Scope) =>
    setScopes(scopes.includes(scope) ? scopes.filter((s) => s !== scope) : [...scopes, scope]);
  const scopesError = scopesMissing ? 'Allow at least one thing.' : fieldError(error, 'scopes');

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        hint="Where the key will be used, such as “support inbox”."
        autoComplete="off"
        error={nameMissing ? 'Give the key a name.' : fieldError(error, 'name')}
      />
      <SelectField
        label="Environment"
        value={environment}
        onChange={(event) => setEnvironment(event.target.value as Environment)}
        error={fieldError(error, 'environment')}
      >
        <option value="live">Live</option>
        <option value="test">Test</option>
      </SelectField>
      <fieldset className="choices">
        <legend>What the key may do</legend>
        {SCOPES.map(([scope, allows]) => (
          <label key={scope} className="choice">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={() => toggle(scope)}
            />
            <span>
              {allows} <code className="muted">{scope}</code>
            </span>
          </label>
        ))}
        {scopesError !== undefined && (
          <p className="field-error" role="alert">
            {scopesError}
          </p>
        )}
      </fieldset>
      <ProblemNotice error={error} shownFields={['name', 'environment', 'scopes']} />
      <div className="dialog-actions">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" pending={pending}>
          Create key
        </Button>
      </div>
    </form>
  );
}

function Secret({ issued, onDone }: { issued: IssuedApiKey; onDone: () => void }) {
  return (
    <>
      <p>
        This is the only time the secret of <strong>{issued.name}</strong> is shown. Candor keeps
        only a digest of it. If you lose it, create another key.
      </p>
      <TextAreaField
        label="Secret"
        value={issued.secret}
        rows={2}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.target.select()}
      />
      <div className="dialog-actions dialog-actions-apart">
        <CopyButton text={issued.secret} label="Copy secret" />
        <Button variant="primary" onClick={onDone}>
          I have saved it
        </Button>
      </div>
    </>
  );
}
