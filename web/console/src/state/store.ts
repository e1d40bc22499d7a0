import type { Readable } from '@cogo-chat/client';
import { useSyncExternalStore } from 'react';

/** A value that tells when it is replaced. Values are never changed in place. */
export class Store<T> implements Readable<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get = (): T => this.value;

  set = (value: T): void => {
    if (!Object.is(value, this.value)) {
      this.value = value;
      this.listeners.forEach((listener) => listener(value));
    }
  };

  update = (change: (value: T) => T): void => this.set(change(this.value));

  /** Returns the disposer. */
  subscribe = (listener: (value: T) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useStore<T>({ get, subscribe }: Readable<T>): T {
  return useSyncExternalStore(subscribe, get);
}
