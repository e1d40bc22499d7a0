import http from 'node:http';
import https from 'node:https';

/**
 * One request, from an address of this machine's loopback network; whatever certificate the server has is taken.
 *
 * @param {{from?: string, method?: string, headers?: Record<string, string>, body?: unknown}} options
 * @returns {Promise<{status: number, headers: Record<string, string>, text: string}>}
 */
export function ask(url, { from, method = 'GET', headers = {}, body } = {}) {
  const { request } = url.startsWith('https:') ? https : http;
  const json = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method,
        localAddress: from,
        rejectUnauthorized: false,
        agent: false,
        headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (more) => (text += more));
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      },
    );
    asked.on('error', reject);
    asked.end(json);
  });
}
