import { randomUUID } from 'node:crypto';

/** Calls the REST API and returns the body; a problem document becomes an error with its code. */
export async function call(url, method, path, { token, body } = {}) {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const json = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw Object.assign(new Error(`${method} ${path}: ${text}`), json);
  return json;
}

/** Registers somebody new and returns who they are and their token. */
export async function register(url, displayName) {
  const email = `${displayName.toLowerCase()}-${randomUUID()}@example.org`;
  const body = { email, password: `pass-${randomUUID()}`, displayName };
  const answer = await call(url, 'POST', '/auth/register', { body });
  return { ...answer.user, email, password: body.password, token: answer.accessToken };
}
