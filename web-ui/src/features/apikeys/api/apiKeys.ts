import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../../api/tenant';
import { type Answer, answer, type Body, useApi } from '../../../lib/api';

type ApiKeys = paths['/v1/api-keys'];
export type ApiKey = Answer<ApiKeys['get']>['items'][number];
export type IssuedApiKey = Answer<ApiKeys['post']>;
export type IssueApiKeyRequest = Body<ApiKeys['post']>;

const KEY = ['api-keys'];

export function useApiKeys(cursor: string | undefined) {
  const { tenant } = useApi();
  return useQuery({
    queryKey: [...KEY, cursor ?? ''],
    queryFn: () =>
      answer(
        tenant.GET('/v1/api-keys', { params: { query: cursor === undefined ? {} : { cursor } } }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useIssueApiKey() {
  const { tenant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: IssueApiKeyRequest) => answer(tenant.POST('/v1/api-keys', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    // The answer holds the secret: it must not stay in memory longer than its dialog.
    gcTime: 0,
  });
}

export function useRevokeApiKey() {
  const { tenant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await tenant.DELETE('/v1/api-keys/{id}', { params: { path: { id } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
