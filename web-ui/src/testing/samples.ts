import type { paths as AssistantPaths } from '../api/assistant';
import type { paths as LedgerPaths } from '../api/ledger';
import type { paths as TenantPaths } from '../api/tenant';
import type { Answer } from '../lib/api';

type Analysis = Answer<AssistantPaths['/v1/assistant/analyses/{id}']['get']>;
type Decision = Answer<LedgerPaths['/v1/decisions/{id}']['get']>;
type ApiKey = Answer<TenantPaths['/v1/api-keys']['get']>['items'][number];
type Member = Answer<TenantPaths['/v1/members']['get']>['items'][number];

const DIGEST = '5e884898da28047151d0e56f8dc6292773603d0d6aabbd62a11ef721d1542d80';

/** What the services answer, as their OpenAPI files describe it. */
export function anAnalysis(changes: Partial<Analysis> = {}): Analysis {
  return {
    id: '01936f4e-0000-7000-8000-00000000000a',
    decision_id: '01936f4e-0000-7000-8000-00000000000d',
    language: { code: 'en', confidence: 0.99 },
    intents: [
      { label: 'card_arrival', score: 0.91 },
      { label: 'card_delivery_estimate', score: 0.05 },
    ],
    intent_set: 'banking77',
    out_of_scope: { flag: false, score: 0.04 },
    sentiment: {
      label: 'negative',
      scores: { positive: 0.1, negative: 0.7, ambiguous: 0.05, neutral: 0.15 },
    },
    emotions: [{ label: 'disappointment', score: 0.62 }],
    model: { name: 'text-analysis-en', version: '1', sha256: DIGEST },
    text: 'Where is my card?',
    created_at: '2026-11-25T09:30:00Z',
    ...changes,
  };
}

export function aDecision(changes: Partial<Decision> = {}): Decision {
  return {
    id: '01936f4e-0000-7000-8000-00000000000d',
    tenant_id: '01936f4e-0000-7000-8000-000000000001',
    app: 'assistant',
    capability: 'text-analysis',
    model: { name: 'text-analysis-en', version: '1', sha256: DIGEST },
    input_digest: 'hmac-sha256:11',
    output_digest: 'hmac-sha256:22',
    summary: { intent: 'card_arrival', intent_score: 0.91, out_of_scope: false },
    actor: 'user:ada',
    created_at: '2026-11-25T09:30:00Z',
    latency_ms: 12,
    ...changes,
  };
}

export function anApiKey(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    id: '01936f4e-0000-7000-8000-0000000000aa',
    name: 'Support inbox',
    prefix: 'cnd_live_4fGh',
    state: 'active',
    scopes: ['assistant:write', 'assistant:read'],
    environment: 'live',
    created_at: '2026-11-20T08:00:00Z',
    ...changes,
  };
}

export function aMember(changes: Partial<Member> = {}): Member {
  return {
    id: '01936f4e-0000-7000-8000-0000000000bb',
    email: 'ada@example.com',
    role: 'owner',
    status: 'active',
    created_at: '2026-11-01T08:00:00Z',
    ...changes,
  };
}
