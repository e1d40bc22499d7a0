/** The part of the public bridge client that this console uses; it ships no types of its own. */
declare module '@vertx/eventbus-bridge-client.js' {
  interface Failure {
    failureCode?: number;
    failureType?: string;
    message?: string;
  }

  type Callback = (failure: Failure | null, frame?: Record<string, unknown>) => void;

  export default class EventBus {
    constructor(url: string, options?: { transports?: string[]; vertxbus_ping_interval?: number });
    defaultHeaders: Record<string, string> | null;
    onopen: (() => void) | null;
    onclose: ((event?: unknown) => void) | null;
    onerror: (error: unknown) => void;
    onunhandled: (frame: Record<string, unknown>) => void;
    registerHandler(address: string, headers: Record<string, string>, callback: Callback): void;
    unregisterHandler(address: string, callback: Callback): void;
    send(address: string, body: unknown, callback?: Callback): void;
    close(): void;
  }
}
