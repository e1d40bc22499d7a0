import { createServer } from 'node:net';

/** Whether a port of the loopback interface can be listened on now. */
async function isFree(port) {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The first of `count` consecutive free ports. */
export async function freePorts(count) {
  for (let attempt = 0; attempt < 100; attempt++) {
    // Below Linux's range for outgoing connections (32768 and up), so that none takes one of them meanwhile.
    const first = 12000 + Math.floor(Math.random() * 18000);
    const ports = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`no ${count} consecutive free ports`);
}
