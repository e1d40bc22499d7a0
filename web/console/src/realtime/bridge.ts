import EventBus from '@vertx/eventbus-bridge-client.js';

export interface Failure {
  failureCode?: number;
  message?: string;
}

export type FrameCallback = (failure: Failure | null, frame?: Record<string, unknown>) => void;

/** One connection of the event-bus bridge. It is dead once `onclose` was called. */
export interface Bridge {
  defaultHeaders: Record<string, string> | null;
  onopen: (() => void) | null;
  onclose: ((event?: unknown) => void) | null;
  onerror: (error: unknown) => void;
  /** Frames that belong to no registered channel and no waiting reply: pongs, and the server's notices. */
  onunhandled: (frame: Record<string, unknown>) => void;
  registerHandler(address: string, headers: Record<string, string>, callback: FrameCallback): void;
  unregisterHandler(address: string, callback: FrameCallback): void;
  send(address: string, body: unknown, callback?: FrameCallback): void;
  close(): void;
}

/** Connects with the public bridge client. Only WebSockets: SockJS's fallbacks need scripts that the page's policy forbids. */
export function openBridge(url: string): Bridge {
  return new EventBus(url, { transports: ['websocket'] });
}
