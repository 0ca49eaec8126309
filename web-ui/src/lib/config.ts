/** What the gateway tells the web app about its surroundings. */
export interface AppConfig {
  oidcIssuer: string;
  oidcClientId: string;
}

/** Asks the gateway where people sign in. */
export async function loadConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { headers: { Accept: 'application/json' } });
  if (!response.ok) {
    throw new Error(`The configuration could not be loaded (status ${response.status}).`);
  }
  const body = (await response.json()) as Partial<Record<string, unknown>>;
  const issuer = body.oidc_issuer;
  const clientId = body.oidc_client_id;
  if (typeof issuer !== 'string' || typeof clientId !== 'string') {
    throw new Error('The configuration names no sign-in service.');
  }
  return { oidcIssuer: issuer, oidcClientId: clientId };
}
