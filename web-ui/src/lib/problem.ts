/** One field that a problem blames. */
export interface FieldProblem {
  field: string;
  detail: string;
}

/** An RFC 9457 problem: what a service says when it refuses a request. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  requestId?: string;
  errors: FieldProblem[];
}

/** A refused request. The message is fit to be shown to a person. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }

  get slug(): string {
    return this.problem.type.replace(/^urn:candor:problem:/, '');
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.filter(isRecord).flatMap((entry) => {
    const field = text(entry.field);
    return field === undefined ? [] : [{ field, detail: text(entry.detail) ?? 'is not valid' }];
  });
}

/** Reads a refused response; a body that is no problem (a proxy's HTML page) still gives a usable one. */
export async function problemOf(response: Response): Promise<Problem> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = undefined;
  }
  const fields = isRecord(body) ? body : {};
  const detail = text(fields.detail);
  const requestId = text(fields.request_id) ?? response.headers.get('X-Request-Id') ?? undefined;
  return {
    type: text(fields.type) ?? 'about:blank',
    title: text(fields.title) ?? `The service answered with status ${response.status}`,
    status: response.status,
    errors: fieldProblems(fields.errors),
    ...(detail === undefined ? {} : { detail }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** What stands for a request that got no answer at all. */
export function unreachable(): ProblemError {
  return new ProblemError({
    type: 'about:blank',
    title: 'Candor cannot be reached',
    status: 0,
    detail: 'The request got no answer. Check your connection and try again.',
    errors: [],
  });
}

/** Whether a complaint is about a field or about a part of it, such as `scopes[0]`. */
export function concerns(complaint: FieldProblem, field: string): boolean {
  const { field: named } = complaint;
  return named === field || named.startsWith(`${field}[`) || named.startsWith(`${field}.`);
}

/** The complaints about one field, if the error has any. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ProblemError)) {
    return undefined;
  }
  const details = error.problem.errors.filter((e) => concerns(e, field)).map((e) => e.detail);
  return details.length === 0 ? undefined : details.join('; ');
}
