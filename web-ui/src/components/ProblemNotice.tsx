import { concerns, ProblemError } from '../lib/problem';
import { Button } from './Button';
import './display.css';

interface ProblemNoticeProps {
  error: unknown;
  onRetry?: () => void;
  /** Fields whose complaint is already shown beside them. */
  shownFields?: readonly string[];
}

/** What went wrong, what to do about it, and the id under which support finds it. Nothing without an error. */
export function ProblemNotice({ error, onRetry, shownFields = [] }: ProblemNoticeProps) {
  if (error === null || error === undefined) {
    return null;
  }
  const problem = error instanceof ProblemError ? error.problem : undefined;
  const others =
    problem?.errors.filter((e) => !shownFields.some((field) => concerns(e, field))) ?? [];
  const detail = problem === undefined ? messageOf(error) : problem.detail;
  return (
    <div className="notice notice-bad" role="alert">
      <strong>{problem?.title ?? 'Something went wrong'}</strong>
      {detail !== undefined && <p className="break">{detail}</p>}
      {error instanceof ProblemError && error.slug === 'insufficient-scope' && (
        <p>Your role does not allow this. An owner or admin of your organisation can change it.</p>
      )}
      {others.length > 0 && (
        <ul>
          {others.map((e) => (
            <li key={`${e.field} ${e.detail}`}>
              <code>{e.field}</code> {e.detail}
            </li>
          ))}
        </ul>
      )}
      {problem?.requestId !== undefined && (
        <p className="small muted">
          Request <code className="break">{problem.requestId}</code>
        </p>
      )}
      {onRetry !== undefined && (
        <div>
          <Button small onClick={onRetry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The page could not be shown.';
}
