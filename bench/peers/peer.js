import { createServer } from 'node:http';

// Connections that may wait to be taken: those of a run come all at once.
const BACKLOG = 4096;

/**
 * Serves one peer: `POST /publish?id=CHANNEL` sends its body to all who listen on the channel, `POST /collect` collects
 * garbage. Writes `port N` when it is ready, and ends when its standard input does.
 *
 * @param attach takes the HTTP server and gives the function that sends a text to a channel's listeners
 */
export function serve(attach) {
  let send;
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (url.pathname === '/publish') {
        send(url.searchParams.get('id'), Buffer.concat(chunks));
      } else if (url.pathname === '/collect') {
        globalThis.gc();
      }
      response.writeHead(204).end();
    });
  });
  // A publisher's connection waits for its turn.
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  send = attach(server);
  server.listen(0, '127.0.0.1', BACKLOG, () => console.log(`port ${server.address().port}`));
  process.stdin.on('end', () => process.exit(0)).resume();
}
