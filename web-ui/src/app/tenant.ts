import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../lib/api';

/** The organisation that the signed-in person belongs to. */
export function useTenant() {
  const { tenant } = useApi();
  return useQuery({
    queryKey: ['tenant'],
    queryFn: () => answer(tenant.GET('/v1/tenant')),
    staleTime: 5 * 60_000,
  });
}
