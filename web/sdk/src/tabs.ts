// What tabs of one origin share, where the platform has it. React Native, Node.js and pages without a secure context go without:
// the server takes a message once and forgives a refresh token that comes again at once.
import type { Dispose } from './store.js';

/** Runs a job while no other tab runs one of the same name; with a limit it begins after that time in any case. */
export async function exclusive<T>(name: string, job: () => Promise<T>, limitMs?: number): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
  if (locks === undefined || locks === null) {
    return job();
  }
  let begun = false;
  const once = () => {
    begun = true;
    return job();
  };
  if (limitMs === undefined) {
    return (await locks.request(name, once)) as T;
  }
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), limitMs);
  try {
    return (await locks.request(name, { signal: waiting.signal }, once)) as T;
  } catch (error) {
    if (begun) {
      throw error;
    }
    return await job();
  } finally {
    clearTimeout(timer);
  }
}

/** Tells the other tabs, and hears what they tell; without a name it does neither. */
export function shareBetweenTabs<T>(
  name: string | undefined,
  heard: (message: T) => void,
): { say(message: T): void; close: Dispose } {
  if (name === undefined || typeof BroadcastChannel === 'undefined') {
    return { say: () => undefined, close: () => undefined };
  }
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<T>) => heard(data);
  // Node.js would wait for it.
  (channel as { unref?: () => void }).unref?.();
  return { say: (message) => channel.postMessage(message), close: () => channel.close() };
}
