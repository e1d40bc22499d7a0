import { useSyncExternalStore } from 'react';

/** A value that tells when it is replaced. Values are never changed in place. */
export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(private value: T) {}

  get = (): T => this.value;

  set = (value: T): void => {
    if (!Object.is(value, this.value)) {
      this.value = value;
      this.listeners.forEach((listener) => listener());
    }
  };

  update = (change: (value: T) => T): void => this.set(change(this.value));

  /** Returns the disposer. */
  listen = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.listen, store.get);
}
