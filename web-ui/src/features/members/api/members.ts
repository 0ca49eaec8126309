import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../../api/tenant';
import { type Answer, answer, type Body, useApi } from '../../../lib/api';

type Members = paths['/v1/members'];
export type Member = Answer<Members['get']>['items'][number];
export type InviteMemberRequest = Body<Members['post']>;
export type Role = InviteMemberRequest['role'];

const KEY = ['members'];

export function useMembers(cursor: string | undefined) {
  const { tenant } = useApi();
  return useQuery({
    queryKey: [...KEY, cursor ?? ''],
    queryFn: () =>
      answer(
        tenant.GET('/v1/members', { params: { query: cursor === undefined ? {} : { cursor } } }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useInviteMember() {
  const { tenant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: InviteMemberRequest) => answer(tenant.POST('/v1/members', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useChangeRole() {
  const { tenant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, role }: { id: string; role: Role }) =>
      answer(tenant.PATCH('/v1/members/{id}', { params: { path: { id } }, body: { role } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useRemoveMember() {
  const { tenant } = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await tenant.DELETE('/v1/members/{id}', { params: { path: { id } } });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
