import { once } from 'node:events';
import { createServer, request } from 'node:http';

/**
 * A server that passes everything on to `url` with a token, for programs that present none of their own.
 *
 * @param {(path: string) => string} [where] the path that is asked for instead of a given one
 */
export async function bearing(url, token, where = (path) => path) {
  const { hostname, port } = new URL(url);
  const proxy = createServer((from, to) => {
    const headers = { ...from.headers, authorization: `Bearer ${token}` };
    const on = request({ hostname, port, path: where(from.url), method: from.method, headers, setHost: false });
    on.on('response', (answer) => {
      to.writeHead(answer.statusCode, answer.headers);
      answer.pipe(to);
    });
    on.on('error', () => to.destroy());
    // Who stops reading a stream closes it for the server, too.
    to.on('close', () => on.destroy());
    from.pipe(on);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { url: `http://127.0.0.1:${proxy.address().port}`, close: () => proxy.close() };
}
