interface Scope {
  name: string;
  allows: string;
}

/** What a key can be allowed, in the order shown. */
export const SCOPES: readonly Scope[] = [
  { name: 'assistant:write', allows: 'Analyse texts' },
  { name: 'assistant:read', allows: 'Read earlier analyses' },
  { name: 'decisions:read', allows: 'Read decisions and their receipts' },
  { name: 'usage:read', allows: 'Read usage' },
  { name: 'models:read', allows: 'List models and read what they take and give' },
  { name: 'models:infer', allows: 'Call models directly' },
  { name: 'tenant:read', allows: 'Read the organisation and its members' },
  { name: 'tenant:admin', allows: 'Manage members and API keys' },
];

export const USUAL_SCOPES: readonly string[] = [
  'assistant:write',
  'assistant:read',
  'decisions:read',
];
