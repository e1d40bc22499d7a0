/** One connection that carries text frames both ways. */
export interface Transport {
  readonly name: 'websocket' | 'sockjs';
  send(text: string): void;
  close(): void;
}

export interface TransportEvents {
  onOpen(): void;
  onText(text: string): void;
  /** Once, for whatever reason it is over; also when it never opened. Not after `close`. */
  onClose(): void;
}

/** The part of a browser's WebSocket that is used, so that another one may be passed in. */
export interface WebSocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(text: string): void;
  close(): void;
}

export type WebSocketClass = new (url: string) => WebSocketLike;

export function openWebSocket(WebSocket: WebSocketClass, url: string, events: TransportEvents): Transport {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/eventbus/websocket`);
  let over = false;
  const end = () => {
    if (!over) {
      over = true;
      events.onClose();
    }
  };
  socket.onopen = () => !over && events.onOpen();
  socket.onmessage = ({ data }) => !over && typeof data === 'string' && events.onText(data);
  socket.onerror = end;
  socket.onclose = end;
  return {
    name: 'websocket',
    send: (text) => socket.send(text),
    close() {
      over = true;
      socket.close();
    },
  };
}
