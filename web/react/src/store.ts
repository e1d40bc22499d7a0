import type { Readable } from '@cogo-chat/client';
import { useSyncExternalStore } from 'react';

/** The value of a store, now and whenever it is replaced. */
export function useStore<T>({ get, subscribe }: Readable<T>): T {
  return useSyncExternalStore(subscribe, get, get);
}
