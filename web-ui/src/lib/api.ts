import createClient, { type Client, type Middleware } from 'openapi-fetch';
import { createContext, useContext } from 'react';
import type { paths as AssistantPaths } from '../api/assistant';
import type { paths as LedgerPaths } from '../api/ledger';
import type { paths as TenantPaths } from '../api/tenant';
import { ProblemError, problemOf, unreachable } from './problem';

/** The services behind the gateway, typed by their OpenAPI files. */
export interface Api {
  assistant: Client<AssistantPaths>;
  ledger: Client<LedgerPaths>;
  tenant: Client<TenantPaths>;
}

type Content<Responses> = Responses extends { content: { 'application/json': infer Json } }
  ? Json
  : never;

/** The JSON of a successful answer. */
export type Answer<Operation> = Operation extends { responses: infer Responses }
  ? Content<Responses[keyof Responses & (200 | 201)]>
  : never;

/** The JSON that a request takes. */
export type Body<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? Content extends { 'application/json': infer Json }
    ? Json
    : never
  : never;

function withToken(accessToken: () => Promise<string | undefined>): Middleware {
  return {
    async onRequest({ request }) {
      const token = await accessToken();
      if (token !== undefined) {
        request.headers.set('Authorization', `Bearer ${token}`);
      }
      return request;
    },
    async onResponse({ response }) {
      if (!response.ok) {
        throw new ProblemError(await problemOf(response));
      }
    },
    onError: () => unreachable(),
  };
}

export function createApi(accessToken: () => Promise<string | undefined>): Api {
  const options = {
    baseUrl: window.location.origin,
    headers: { Accept: 'application/json, application/problem+json' },
    // Looked up at each call, so that whoever replaces fetch (a test, a tracer) is heard.
    fetch: (request: Request) => globalThis.fetch(request),
  };
  const token = withToken(accessToken);
  const api: Api = {
    assistant: createClient<AssistantPaths>(options),
    ledger: createClient<LedgerPaths>(options),
    tenant: createClient<TenantPaths>(options),
  };
  Object.values(api).forEach((client: { use(middleware: Middleware): void }) => client.use(token));
  return api;
}

/** The data of a call; refusals were thrown on the way. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) {
    throw new Error('The service gave an empty answer where one was expected.');
  }
  return data;
}

export const ApiContext = createContext<Api | undefined>(undefined);

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) {
    throw new Error('useApi needs an ApiContext around it');
  }
  return api;
}
