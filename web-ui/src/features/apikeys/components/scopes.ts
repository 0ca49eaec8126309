import type { IssueApiKeyRequest } from '../api/apiKeys';

export type Scope = IssueApiKeyRequest['scopes'][number];

const ALLOWS: Record<Scope, string> = {
  'assistant:write': 'Analyse texts',
  'assistant:read': 'Read earlier analyses',
  'decisions:read': 'Read decisions and their receipts',
  'usage:read': 'Read usage',
  'models:read': 'List models and read what they take and give',
  'models:infer': 'Call models directly',
  'models:manage': 'Load, unload and release own models',
  'tenant:read': 'Read the organisation and its members',
  'tenant:admin': 'Manage members and API keys',
  'billing:read': 'Read plan, prices, invoices and budgets',
  'billing:manage': 'Change plan, budgets and payment',
  'privacy:manage': 'Export and erase personal data',
};

/** What a key can be allowed, in the order shown. */
export const SCOPES = Object.entries(ALLOWS) as [Scope, string][];

export const USUAL_SCOPES: readonly Scope[] = [
  'assistant:write',
  'assistant:read',
  'decisions:read',
];
