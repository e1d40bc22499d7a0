import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The API key of a role that the server with this data folder takes; other servers make the same from the same secret. */
export async function apiKey(dataDir, role = 'anon') {
  const name = role === 'anon' ? 'api-anon-secret' : 'api-service-secret';
  const secret = (await readFile(join(dataDir, 'keys', name), 'utf8')).trim();
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'cogo', role, iat: 1_767_225_600, exp: 4_102_444_800 };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
