import { ProblemError } from './problem';

const PASSING = new Set([0, 502, 503, 504]);

/**
 * Tries again only where that can help: no answer, or a service that is not there for a moment. For reads, and for
 * writes with an idempotency key.
 */
export function retryPassing(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ProblemError && PASSING.has(error.problem.status);
}
