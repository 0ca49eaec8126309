import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { paths } from '../../../api/tenant';
import { type Answer, answer, type Body, useApi } from '../../../lib/api';
import { downloadBlob } from '../../../lib/download';

export type Billing = Answer<paths['/v1/billing']['get']>;
export type CostPreview = Answer<paths['/v1/usage/cost-preview']['get']>;
export type Invoice = Answer<paths['/v1/invoices']['get']>['items'][number];
export type CheckoutRequest = Body<paths['/v1/billing/checkout-sessions']['post']>;

const KEY = ['billing'];

export function useBilling() {
  const { tenant } = useApi();
  return useQuery({ queryKey: KEY, queryFn: () => answer(tenant.GET('/v1/billing')) });
}

export function useCostPreview() {
  const { tenant } = useApi();
  return useQuery({
    queryKey: [...KEY, 'preview'],
    queryFn: () => answer(tenant.GET('/v1/usage/cost-preview', { params: { query: {} } })),
  });
}

export function useInvoices(cursor: string | undefined) {
  const { tenant } = useApi();
  return useQuery({
    queryKey: [...KEY, 'invoices', cursor ?? ''],
    queryFn: () =>
      answer(
        tenant.GET('/v1/invoices', { params: { query: cursor === undefined ? {} : { cursor } } }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** Opens Stripe's page for cards and invoices, which comes back to this one. */
export function useOpenPortal() {
  const { tenant } = useApi();
  return useMutation({
    mutationFn: async () => {
      const body = { return_url: here() };
      const { url } = await answer(tenant.POST('/v1/billing/portal-sessions', { body }));
      window.location.assign(url);
    },
  });
}

/** Opens Stripe's page on which a plan is subscribed to. */
export function useOpenCheckout() {
  const { tenant } = useApi();
  return useMutation({
    mutationFn: async (plan: string) => {
      const body: CheckoutRequest = { plan, success_url: here(), cancel_url: here() };
      const { url } = await answer(tenant.POST('/v1/billing/checkout-sessions', { body }));
      window.location.assign(url);
    },
  });
}

/** Saves an invoice as a file. */
export function useDownload() {
  const { tenant } = useApi();
  return useMutation({
    mutationFn: async ({ invoice, as }: { invoice: Invoice; as: 'pdf' | 'csv' }) => {
      const params = { params: { path: { id: invoice.id } }, parseAs: 'blob' } as const;
      const { data } =
        as === 'pdf'
          ? await tenant.GET('/v1/invoices/{id}/pdf', params)
          : await tenant.GET('/v1/invoices/{id}/csv', params);
      if (data !== undefined) {
        downloadBlob(`invoice-${invoice.number ?? invoice.id}.${as}`, data);
      }
    },
  });
}

function here(): string {
  return `${window.location.origin}/billing`;
}
