import { store, type Readable } from '@cogo-chat/client';

/** What is loaded when somebody looks at it first; undefined until it is here. Whoever looks after it could not be loaded tries again. */
export function lazily<T>(load: () => Promise<T>): Readable<T | undefined> {
  let loading: Promise<void> | undefined;
  const { get, set, subscribe } = store<T | undefined>(undefined, () => {
    loading ??= load().then(set, () => {
      loading = undefined;
    });
    return () => undefined;
  });
  return { get, subscribe };
}
