import { once } from 'node:events';
import { createServer } from 'node:http';
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import Provider from 'oidc-provider';

const SECRET = 'a secret, with: colon % and comma';

/** The settings of a server that knows the provider as `corp`, by its address. */
export const clientOf = (issuer) => ({
  SSO_PROVIDERS: `corp=${issuer}`,
  SSO_CLIENTS: `corp=cogo:${encodeURIComponent(SECRET)}`,
  SSO_OPERATORS: 'corp=chat-admins',
});

/** A provider of OpenID Connect, which listens before it is told of its client: both have to know the other's address. */
export async function startProvider() {
  const people = new Map();
  const server = createServer((request, response) => answer(request, response));
  let answer;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = {
    issuer,
    /** Claims by the name that somebody logs in with. */
    people,
    /** Begins to work, with keys of its own; again, with others. */
    async open(client) {
      const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
      const oidc = new Provider(issuer, {
        clients: [{ client_id: 'cogo', client_secret: SECRET, ...client }],
        jwks: {
          keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: crypto.randomUUID() }],
        },
        claims: { email: ['email', 'email_verified'], profile: ['name', 'locale', 'groups'] },
        features: { backchannelLogout: { enabled: true } },
        cookies: { keys: ['a key'] },
        // Without its guard, which lets it call nothing on this machine.
        fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
        findAccount: (context, name) =>
          people.has(name) ? { accountId: name, claims: () => ({ sub: name, ...people.get(name) }) } : undefined,
        // Who has logged in agrees.
        async loadExistingGrant({ oidc: { client: asking, session, provider: own } }) {
          const grant = new own.Grant({ clientId: asking.clientId, accountId: session.accountId });
          grant.addOIDCScope('openid email profile');
          await grant.save();
          return grant;
        },
      });
      provider.oidc = oidc;
      answer = oidc.callback();
    },
    /** Tells the client that somebody has logged out. */
    async logout(name) {
      const client = await provider.oidc.Client.find('cogo');
      await client.backchannelLogout(name);
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return provider;
}

/** A browser with cookies, which stops before it would go to an address that `stop` likes; that address. */
export async function browse(url, name, stop) {
  const cookies = new Map();
  let target = url;
  let form;
  for (let hop = 0; hop < 15; hop++) {
    const response = await fetch(target, {
      method: form === undefined ? 'GET' : 'POST',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    form = undefined;
    const next = response.headers.get('location');
    if (next === null) {
      const page = await response.text();
      if (!page.includes('name="login"')) {
        throw new Error(`${target} answered ${response.status}: ${page.slice(0, 500)}`);
      }
      form = new URLSearchParams({ prompt: 'login', login: name, password: 'whatever' });
      continue;
    }
    target = new URL(next, target).href;
    if (stop(target)) {
      return target;
    }
  }
  throw new Error(`no end of redirects at ${target}`);
}
