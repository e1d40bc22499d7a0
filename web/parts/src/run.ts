import { ChatError } from '@cogo-chat/client';

/** Does what a person asked for. What goes wrong is told, unless it was given up. */
export function runIn(work: () => Promise<unknown>, onError: (error: ChatError) => void): void {
  work().catch((reason: unknown) => {
    const error = reason instanceof ChatError ? reason : new ChatError('offline', String(reason));
    if (error.code !== 'aborted') {
      onError(error);
    }
  });
}
