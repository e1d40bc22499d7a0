import type { Bridge, FrameCallback } from '../realtime/bridge';

/** The bridge client's behaviour without a network: what the app said, and a way to let the server speak. */
export class FakeBridge implements Bridge {
  defaultHeaders: Record<string, string> | null = null;
  onopen: (() => void) | null = null;
  onclose: ((event?: unknown) => void) | null = null;
  onerror: (error: unknown) => void = () => undefined;
  onunhandled: (frame: Record<string, unknown>) => void = () => undefined;
  closed = false;
  readonly handlers = new Map<string, FrameCallback>();
  /** What each channel was registered with. */
  readonly headers = new Map<string, Record<string, string>>();
  readonly calls: { address: string; body: unknown; callback?: FrameCallback }[] = [];

  registerHandler(address: string, headers: Record<string, string>, callback: FrameCallback): void {
    this.headers.set(address, headers);
    this.handlers.set(address, callback);
  }

  unregisterHandler(address: string): void {
    this.handlers.delete(address);
  }

  send(address: string, body: unknown, callback?: FrameCallback): void {
    this.calls.push({ address, body, callback });
  }

  close(): void {
    this.closed = true;
  }

  /** The way of a frame through the real client: to the channel's handler, else unhandled. */
  receive(frame: Record<string, unknown>): void {
    const handler = this.handlers.get(String(frame['address']));
    if (handler === undefined) {
      this.onunhandled(frame);
    } else if (frame['type'] === 'err') {
      handler({ failureCode: Number(frame['failureCode']), message: String(frame['message']) });
    } else {
      handler(null, frame);
    }
  }

  event(channel: string, body: Record<string, unknown>): void {
    this.receive({ type: 'rec', address: channel, body: { channel, ...body } });
  }

  confirm(channel: string, told: { seq?: number; recovered?: boolean; since?: number } = {}): void {
    this.receive({ type: 'event', event: 'subscribed', channel, message: { channel, ...told } });
  }
}
