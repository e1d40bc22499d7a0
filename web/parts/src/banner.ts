import type { ConnectionState, Persistence } from '@cogo-chat/client';
import type { Texts } from './texts/texts.js';

/** What is to be said of the connection, if anything. */
export function bannerOf(
  { status, reason, retryAt }: ConnectionState,
  { error }: Persistence,
  texts: Texts,
  now: number,
): string | undefined {
  if (status === 'disconnected') {
    return reason === undefined ? undefined : texts.signedOut;
  }
  if (status === 'connecting') {
    const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - now) / 1_000);
    return reason !== undefined && seconds > 0 ? texts.retryIn(seconds) : texts.connecting;
  }
  return error === undefined ? undefined : texts.notKept;
}
