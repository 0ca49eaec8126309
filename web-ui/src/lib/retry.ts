import { ProblemError } from './problem';

const PASSING = new Set([0, 502, 503, 504]);

/** A read is tried again only where that can help: no answer, or a service that is not there for a moment. */
export function retryRead(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ProblemError && PASSING.has(error.problem.status);
}
