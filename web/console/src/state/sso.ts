// Logins at a provider of single sign-on: the page goes away and comes back with a code, which is good only for who kept the verifier.

import { t } from '../texts';

const VERIFIER = 'cogo.sso';
/** Where the client looks for a remembered login. */
const REFRESH_TOKEN = 'cogo.refreshToken';

/** The providers of this server, by their names; none where it can't be asked. */
export async function ssoProviders(): Promise<string[]> {
  try {
    const response = await fetch('/auth/sso');
    const { items } = (await response.json()) as { items?: { name: string }[] };
    return (items ?? []).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Whether this page can go to a provider: hashing needs https, or the same machine. */
export const canGoToProvider = () => globalThis.crypto?.subtle !== undefined;

/** Sends the browser to a provider. */
export async function goToProvider(name: string): Promise<void> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  sessionStorage.setItem(VERIFIER, verifier);
  const query = new URLSearchParams({
    redirectTo: `${location.origin}/${location.hash}`,
    codeChallenge: base64url(new Uint8Array(hash)),
  });
  location.assign(`/auth/sso/${encodeURIComponent(name)}?${query}`);
}

/**
 * Logs in who has come back from a provider, before the client looks for a remembered login.
 *
 * @returns why nobody is logged in; undefined when somebody is, or nobody came back
 */
export async function comeBack(): Promise<string | undefined> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const error = query.get('error_description') ?? query.get('error');
  const codeVerifier = sessionStorage.getItem(VERIFIER);
  if ((code === null && error === null) || codeVerifier === null) {
    return undefined;
  }
  sessionStorage.removeItem(VERIFIER);
  // The code is used up; nobody should come back to it by Back or a bookmark.
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
  if (code === null) {
    return t.notLoggedIn(error ?? '');
  }
  try {
    const response = await fetch('/auth/sso/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, codeVerifier }),
    });
    const body = (await response.json()) as { refreshToken?: string; detail?: string };
    if (body.refreshToken === undefined) {
      return t.notLoggedIn(body.detail ?? String(response.status));
    }
    localStorage.setItem(REFRESH_TOKEN, body.refreshToken);
    return undefined;
  } catch {
    return t.notLoggedIn(t.serverAway);
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
