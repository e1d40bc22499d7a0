import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * A load balancer of the simplest kind: one address, and each connection goes to the first server of the list that takes it.
 *
 * @param {string[]} urls of the servers
 */
export async function startBalancer(urls) {
  const open = new Set();
  let away = false;
  const server = createServer((from) => {
    if (away) {
      from.destroy();
      return;
    }
    open.add(from);
    from.on('close', () => open.delete(from)).on('error', () => from.destroy());
    forward(from, [...urls]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Ends all connections and takes none, as a network that is gone. */
    cut() {
      away = true;
      open.forEach((socket) => socket.destroy());
    },
    mend() {
      away = false;
    },
    close() {
      open.forEach((socket) => socket.destroy());
      server.close();
    },
  };
}

function forward(from, [first, ...others]) {
  if (!first) {
    from.destroy();
    return;
  }
  const to = connect(Number(new URL(first).port), '127.0.0.1');
  let connected = false;
  to.on('connect', () => {
    connected = true;
    from.pipe(to).pipe(from);
  });
  to.on('error', () => (connected ? from.destroy() : forward(from, others)));
  to.on('close', () => connected && from.destroy());
  from.on('close', () => to.destroy());
}
