import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';

/** Stands for the gateway; each test says what it answers. */
export const server = setupServer();

type Method = 'get' | 'post' | 'patch' | 'delete';

/** One request as the gateway would have seen it. */
export interface SeenRequest {
  search: URLSearchParams;
  authorization: string | null;
  body: unknown;
}

/** Lets the gateway answer a path with JSON (or nothing, for 204), and records the requests. */
export function answerWith(
  method: Method,
  path: string,
  json: JsonBodyType,
  status = 200,
): SeenRequest[] {
  const requests: SeenRequest[] = [];
  server.use(
    http[method](path, async ({ request }) => {
      const text = await request.text();
      const seen: SeenRequest = {
        search: new URL(request.url).searchParams,
        authorization: request.headers.get('Authorization'),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      };
      requests.push(seen);
      if (status === 204) {
        return new HttpResponse(null, { status });
      }
      return HttpResponse.json(json, { status });
    }),
  );
  return requests;
}

interface Refusal {
  status: number;
  slug: string;
  title: string;
  detail?: string;
  errors?: { field: string; detail: string }[];
}

/** Lets the gateway refuse a path with a problem, as the services write them. */
export function refuseWith(method: Method, path: string, { slug, ...problem }: Refusal): void {
  server.use(
    http[method](path, () =>
      HttpResponse.json(
        { type: `urn:candor:problem:${slug}`, request_id: 'req-7', ...problem },
        { status: problem.status, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
  );
}
