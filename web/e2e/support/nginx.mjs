import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './ports.mjs';
import { ask } from './ask.mjs';
import { until } from './wait.mjs';

/** Whether there is an nginx here. */
export const hasNginx = spawnSync('nginx', ['-v']).status === 0;

/** Starts nginx with the compose file's own configuration, which has only its addresses replaced, before these nodes. */
export async function startNginx(urls) {
  const folder = await mkdtemp(join(tmpdir(), 'cogo-balancer-'));
  const port = await freePorts(1);
  const shipped = await readFile(new URL('../../../docker/balancer.conf', import.meta.url), 'utf8');
  const addressed = urls
    .reduce((text, url, i) => text.replace(`server node${i + 1}:8080`, `server ${new URL(url).host}`), shipped)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`);
  if (/node\d:8080|listen 8080/.test(addressed)) throw new Error(`not all addresses were replaced:\n${addressed}`);
  await writeFile(join(folder, 'balancer.conf'), addressed);
  return runNginx(folder, 'balancer.conf', `http://127.0.0.1:${port}`);
}

/** Starts the shipped example of a TLS proxy in front of `behind`, with a certificate that nobody vouches for. */
export async function startTlsProxy(behind) {
  const folder = await mkdtemp(join(tmpdir(), 'cogo-tls-proxy-'));
  const port = await freePorts(1);
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=localhost'],
    ...['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem'), '-days', '2'],
  ]);
  if (made.status !== 0) throw new Error(`no certificate: ${made.stderr}`);
  const shipped = await readFile(new URL('../../../docker/tls-proxy.conf', import.meta.url), 'utf8');
  const addressed = shipped
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`)
    .replace('proxy_pass http://127.0.0.1:8080;', `proxy_pass ${behind};`)
    .replaceAll('/etc/nginx/tls/', `${folder}/`);
  if (/443|8080|\/etc\/nginx/.test(addressed.replaceAll(String(port), '').replaceAll(behind, ''))) {
    throw new Error(`not all addresses were replaced:\n${addressed}`);
  }
  await writeFile(join(folder, 'tls-proxy.conf'), addressed);
  return runNginx(folder, 'tls-proxy.conf', `https://127.0.0.1:${port}`);
}

async function runNginx(folder, configuration, url) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    join(folder, 'nginx.conf'),
    [
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      `daemon off; worker_processes 1; pid ${folder}/nginx.pid;`,
      'events {}',
      `http { access_log off; ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}`,
      `include ${folder}/${configuration}; }`,
    ].join('\n'),
  );
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  const balancer = {
    url,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        await exit;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await until('nginx', async () => (await ask(`${url}/health/ready`)).status === 200);
    return balancer;
  } catch (error) {
    await balancer.stop();
    throw new Error(`nginx did not start:\n${log}`, { cause: error });
  }
}
