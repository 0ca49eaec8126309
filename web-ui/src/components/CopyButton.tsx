import { useState } from 'react';
import { Button } from './Button';

/** Copies a text to the clipboard and says whether that worked. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };
  return (
    <span className="row">
      <Button small onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className="small muted">
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'The browser refused; select and copy it by hand.'}
      </span>
    </span>
  );
}
