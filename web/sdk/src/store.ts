/** Ends what it was given for. Calling it again does nothing. */
export type Dispose = () => void;

/** A value that tells when it is replaced. Values are never changed in place, so `===` says whether something is new. */
export interface Readable<T> {
  get(): T;
  /** Calls the listener with each new value, not with the present one. */
  subscribe(listener: (value: T) => void): Dispose;
}

export interface Store<T> extends Readable<T> {
  set(value: T): void;
  update(change: (value: T) => T): void;
}

/** A store. `onUse` is called when the first listener comes, and what it returns when the last one has gone. */
export function store<T>(value: T, onUse?: () => Dispose): Store<T> {
  const changed = emitter<T>(onUse);
  const set = (next: T) => {
    if (!Object.is(next, value)) {
      value = next;
      changed.emit(next);
    }
  };
  return { get: () => value, set, update: (change) => set(change(value)), subscribe: changed.on };
}

/** What follows from other values; computed when somebody asks, and again only after one of them was replaced. */
export function derived<const A extends readonly Readable<unknown>[], T>(
  sources: A,
  compute: (...values: { [K in keyof A]: A[K] extends Readable<infer V> ? V : never }) => T,
  onUse?: () => Dispose,
): Readable<T> {
  let inputs: unknown[] | undefined;
  let value: T;
  const get = () => {
    const now = sources.map((source) => source.get());
    if (inputs === undefined || now.some((input, i) => !Object.is(input, inputs![i]))) {
      inputs = now;
      value = (compute as (...values: unknown[]) => T)(...now);
    }
    return value;
  };
  const changed = emitter<T>(() => {
    let told = get();
    const look = () => {
      const next = get();
      if (!Object.is(next, told)) {
        told = next;
        changed.emit(next);
      }
    };
    const disposers = sources.map((source) => source.subscribe(look));
    const unused = onUse?.();
    return () => {
      disposers.forEach((dispose) => dispose());
      unused?.();
    };
  });
  return { get, subscribe: changed.on };
}

export interface Emitter<T> {
  emit(value: T): void;
  on(listener: (value: T) => void): Dispose;
}

/** A listener that throws is its own fault alone: the others hear the value too, and the error comes up by itself. */
export function emitter<T>(onUse?: () => Dispose): Emitter<T> {
  const listeners = new Set<{ tell: (value: T) => void }>();
  let unused: Dispose | undefined;
  return {
    emit(value) {
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) {
          try {
            listener.tell(value);
          } catch (error) {
            setTimeout(() => {
              throw error;
            });
          }
        }
      }
    },
    on(tell) {
      const listener = { tell };
      listeners.add(listener);
      if (listeners.size === 1) {
        unused = onUse?.();
      }
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) {
          unused?.();
          unused = undefined;
        }
      };
    },
  };
}
