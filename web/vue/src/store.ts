import type { Readable } from '@cogo-chat/client';
import { getCurrentScope, shallowReadonly, shallowRef, watch, type ShallowRef } from 'vue';

/** The value of a store, now and whenever it is replaced, until the scope around ends. With a function, the store may be another one each time. */
export function useStore<T>(source: Readable<T> | (() => Readable<T>)): Readonly<ShallowRef<T>> {
  if (getCurrentScope() === undefined) {
    throw new Error('This can be used only where there is a scope that ends, such as in setup().');
  }
  const current = typeof source === 'function' ? source : () => source;
  const value = shallowRef(current().get());
  watch(
    current,
    (store, _, onCleanup) => {
      const show = () => (value.value = store.get());
      onCleanup(store.subscribe(show));
      show();
    },
    { immediate: true, flush: 'sync' },
  );
  return shallowReadonly(value);
}
