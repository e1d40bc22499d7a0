// SockJS's framing over `fetch`, for networks that let no WebSocket pass. It is loaded when it is needed.
import type { Fetch } from './http.js';
import { lines, readText } from './stream.js';
import type { Transport, TransportEvents } from './transport.js';

/** Opens a SockJS session: text comes in the pieces of one answer after the other, and goes out in requests of its own. */
export function openSockJs(url: string, fetch: Fetch, events: TransportEvents): Transport {
  const session = Math.random().toString(36).slice(2, 10) + Math.random().toString(36).slice(2, 10);
  const base = `${url}/eventbus/${String(Math.floor(Math.random() * 1000)).padStart(3, '0')}/${session}`;
  const giving = new AbortController();
  let over = false;
  let waiting: string[] = [];
  let sending = false;

  const end = () => {
    if (!over) {
      over = true;
      giving.abort();
      events.onClose();
    }
  };
  const post = (path: string, body?: string) =>
    fetch(`${base}/${path}`, {
      method: 'POST',
      ...(body !== undefined && { body, headers: { 'content-type': 'text/plain' } }),
      credentials: 'omit',
      signal: giving.signal,
    }).then((response) => {
      if (!response.ok) {
        throw new Error(`status ${response.status}`);
      }
      return response;
    });

  /** A line: opened, some messages, a sign of life, or closed. */
  function read(line: string): void {
    if (over) {
      return;
    }
    if (line[0] === 'o') {
      events.onOpen();
    } else if (line[0] === 'a') {
      (JSON.parse(line.slice(1)) as string[]).forEach((text) => !over && events.onText(text));
    } else if (line[0] === 'c') {
      end();
    }
  }

  async function receive(): Promise<void> {
    while (!over) {
      // Where answers can't be read in pieces, each holds one frame.
      const streams = typeof ReadableStream !== 'undefined' && typeof TextDecoder !== 'undefined';
      const response = await post(streams ? 'xhr_streaming' : 'xhr');
      await readText(response, lines(read));
    }
  }

  async function deliver(): Promise<void> {
    sending = true;
    while (waiting.length > 0 && !over) {
      const batch = waiting;
      waiting = [];
      await post('xhr_send', JSON.stringify(batch));
    }
    sending = false;
  }

  receive().catch(end);
  return {
    name: 'sockjs',
    send(text) {
      waiting.push(text);
      if (!sending) {
        deliver().catch(end);
      }
    },
    close() {
      over = true;
      giving.abort();
    },
  };
}
